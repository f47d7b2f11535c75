package dev.odb.cdi;

import dev.odb.OdbConfiguration;
import dev.odb.cdi.model.Board;
import dev.odb.core.Engine;
import dev.odb.spi.ConnectionFactories;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A database in memory and Weld with the given beans, whose transactions use it. */
final class Transactions implements AutoCloseable {
    final Engine database;
    final SeContainer container;
    final EngineFactory factory;
    private final String name;

    private Transactions(String name, Class<?>... beans) {
        this.name = name;
        database = Engine.open(OdbConfiguration.of("odb:memory:" + name));
        try {
            container = Weld.start(
                    Stream.concat(Stream.of(Here.class), Stream.of(beans)).toArray(Class<?>[]::new));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        factory = new EngineFactory(
                database, container.select(TransactionManager.class).get());
        ConnectionFactories.register(name, factory);
    }

    static Transactions with(Class<?>... beans) {
        return new Transactions("main", beans);
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** Runs the body in a transaction; every exception rolls it back. */
    <T> T in(Callable<T> body) throws Exception {
        return bean(Here.class).run(body);
    }

    long oid(Object object) throws Exception {
        return factory.getConnection().oid(object);
    }

    Board board(String root) {
        return factory.getConnection().root(root, Board.class);
    }

    @Override
    public void close() {
        container.close();
        ConnectionFactories.unregister(name, factory);
        database.close();
    }

    @ApplicationScoped
    public static class Here {
        @RetryOnConflict
        @Transactional(rollbackOn = Exception.class)
        public <T> T run(Callable<T> body) throws Exception {
            return body.call();
        }
    }
}

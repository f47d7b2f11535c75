package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The adapter on the real engine and the real transaction manager, with a small connection manager between them. */
final class TestServer implements AutoCloseable {
    /** How long the adapter waits for deliveries that are to end. */
    static final Duration PATIENCE = Duration.ofMillis(200);

    private static final AtomicInteger NEXT = new AtomicInteger();

    final OdbResourceAdapter adapter;
    final TestConnectionManager connections;
    final TransactionManager transactions = Narayana.transactionManager();
    final TestWorkManager work = new TestWorkManager();
    final String url;

    private TestServer(
            String url,
            Function<OdbConfiguration, ManagedDatabase> engine,
            TransactionSynchronizationRegistry registry) {
        this.url = url;
        adapter = new OdbResourceAdapter(engine, PATIENCE);
        connections = new TestConnectionManager(transactions);
        adapter.start(new Context(registry, work));
    }

    /** On a memory database of its own. */
    static TestServer inMemory() {
        return at("odb:memory:ra-" + NEXT.incrementAndGet());
    }

    static TestServer at(String url) {
        return at(url, Engine::open);
    }

    static TestServer at(String url, Function<OdbConfiguration, ManagedDatabase> engine) {
        return new TestServer(url, engine, Narayana.registry());
    }

    /** Where the server offers no registry. */
    static TestServer withoutRegistry() {
        return new TestServer("odb:memory:ra-" + NEXT.incrementAndGet(), Engine::open, null);
    }

    /** What a server starts an adapter with. */
    static BootstrapContext context() {
        return new Context(Narayana.registry(), new TestWorkManager());
    }

    OdbManagedConnectionFactory definition(String name) throws ResourceException {
        OdbManagedConnectionFactory definition = new OdbManagedConnectionFactory();
        definition.setResourceAdapter(adapter);
        definition.setUrl(url);
        definition.setDatabaseName(name);
        return definition;
    }

    OdbConnectionFactoryImpl factory(String name) throws ResourceException {
        return (OdbConnectionFactoryImpl) definition(name).createConnectionFactory(connections);
    }

    OdbConnectionFactoryImpl factory() throws ResourceException {
        return factory("odb");
    }

    /** Stores an account as a root, in a transaction of its own. */
    void create(OdbConnectionFactory factory, String root, int balance) throws Exception {
        inTransaction(() -> with(factory, c -> c.roots().put(root, new Account(balance))));
    }

    int balance(OdbConnectionFactory factory, String root) throws Exception {
        int[] result = new int[1];
        inTransaction(
                () -> result[0] = with(factory, c -> c.root(root, Account.class).balance()));
        return result[0];
    }

    static <T> T with(OdbConnectionFactory factory, Function<OdbConnection, T> work) {
        try (OdbConnection connection = factory.getConnection()) {
            return work.apply(connection);
        }
    }

    static void add(OdbConnectionFactory factory, String root, int amount) {
        with(factory, c -> {
            c.root(root, Account.class).add(amount);
            return null;
        });
    }

    void inTransaction(Work work) throws Exception {
        transactions.begin();
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                transactions.rollback();
            }
        }
        transactions.commit();
    }

    /** Runs it in another transaction while the thread's own is suspended. */
    void inOtherTransaction(Work work) throws Exception {
        var suspended = transactions.suspend();
        try {
            inTransaction(work);
        } finally {
            transactions.resume(suspended);
        }
    }

    @Override
    public void close() {
        adapter.stop();
    }

    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private record Context(TransactionSynchronizationRegistry registry, WorkManager work) implements BootstrapContext {
        @Override
        public WorkManager getWorkManager() {
            return work;
        }

        @Override
        public XATerminator getXATerminator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer createTimer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isContextSupported(Class<? extends WorkContext> type) {
            return false;
        }

        @Override
        public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
            return registry;
        }
    }
}

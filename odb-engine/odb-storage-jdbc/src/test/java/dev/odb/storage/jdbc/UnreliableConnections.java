package dev.odb.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/** Connections of which a test says what happens to the next commit. */
final class UnreliableConnections implements Address.Opener {
    private final String url;
    private final AtomicReference<Loss> loss = new AtomicReference<>(Loss.NONE);
    private volatile Meanwhile meanwhile = () -> {};
    private final AtomicReference<Meanwhile> before = new AtomicReference<>();

    /** What becomes of a commit. */
    enum Loss {
        NONE,
        /** The connection is lost, and nothing is committed. */
        BEFORE,
        /** It is committed, and the answer is lost. */
        AFTER,
        /** The same, and nobody can connect any more. */
        FOR_GOOD
    }

    /** Something that happens at a commit. */
    @FunctionalInterface
    interface Meanwhile {
        void happens() throws Exception;
    }

    UnreliableConnections(String url) {
        this.url = url;
    }

    Address address() {
        return new Address(url, false, this);
    }

    /** Once, unless for good. */
    void lose(Loss next) {
        loss.set(next);
    }

    /** What happens before the next commit is asked for, when everything else of it is done; once. */
    void before(Meanwhile what) {
        before.set(what);
    }

    /** What happens when the next commit has been done, or was not, and its answer is lost; once. */
    void then(Meanwhile what) {
        meanwhile = what;
    }

    @Override
    public Connection open() throws SQLException {
        if (loss.get() == Loss.FOR_GOOD) {
            throw new SQLException("gone", "08001");
        }
        Connection real = DriverManager.getConnection(url);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Meanwhile first = method.getName().equals("commit") ? before.getAndSet(null) : null;
                    if (first != null) {
                        first.happens();
                    }
                    try {
                        if (!method.getName().equals("commit") || loss.get() == Loss.NONE) {
                            return method.invoke(real, arguments);
                        }
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    commit(real);
                    throw new SQLException("the answer was lost", "08006");
                });
    }

    private void commit(Connection real) throws Exception {
        if (loss.get() == Loss.BEFORE) {
            real.rollback();
        } else {
            real.commit();
        }
        loss.compareAndSet(Loss.BEFORE, Loss.NONE);
        loss.compareAndSet(Loss.AFTER, Loss.NONE);
        Meanwhile what = meanwhile;
        meanwhile = () -> {};
        what.happens();
    }
}

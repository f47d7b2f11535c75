package dev.odb.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/** Connections of which a test says what happens to the next commit. */
final class UnreliableConnections implements Address.Opener {
    private static final String COMMIT = "; COMMIT";

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
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "commit" -> {
                happen(before.getAndSet(null));
                yield commit(real, () -> {
                    real.commit();
                    return null;
                });
            }
            case "prepareStatement" -> {
                String sql = (String) arguments[0];
                yield sql.endsWith(COMMIT) ? committing(real, sql) : method.invoke(real, arguments);
            }
            default -> method.invoke(real, arguments);
        });
    }

    /**
     * A statement that commits at its end. If something is to happen before, it and the decision come one after the other, so
     * that something can.
     */
    private PreparedStatement committing(Connection real, String sql) throws SQLException {
        Meanwhile first = before.getAndSet(null);
        if (first == null) {
            PreparedStatement statement = real.prepareStatement(sql);
            return proxy(
                    PreparedStatement.class,
                    (method, arguments) -> method.getName().equals("execute")
                            ? commit(real, () -> statement.execute())
                            : method.invoke(statement, arguments));
        }
        PreparedStatement statement = real.prepareStatement(sql.substring(0, sql.length() - COMMIT.length()));
        boolean[] executed = {false};
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().equals("close") && executed[0]) {
                // its results have been read, as they are not once something else is done
                executed[0] = false;
                happen(first);
                commit(real, () -> {
                    real.commit();
                    return null;
                });
            }
            Object result = method.invoke(statement, arguments);
            executed[0] |= method.getName().equals("execute");
            return result;
        });
    }

    /** What commits. */
    @FunctionalInterface
    private interface Step {
        Object run() throws SQLException;
    }

    private Object commit(Connection real, Step step) throws Exception {
        if (loss.get() == Loss.NONE) {
            return step.run();
        }
        if (loss.get() == Loss.BEFORE) {
            real.rollback();
        } else {
            step.run();
        }
        loss.compareAndSet(Loss.BEFORE, Loss.NONE);
        loss.compareAndSet(Loss.AFTER, Loss.NONE);
        Meanwhile what = meanwhile;
        meanwhile = () -> {};
        what.happens();
        throw new SQLException("the answer was lost", "08006");
    }

    private static void happen(Meanwhile what) throws Exception {
        if (what != null) {
            what.happens();
        }
    }

    /** What a proxy does. */
    @FunctionalInterface
    private interface Behaviour {
        Object of(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Behaviour behaviour) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return behaviour.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

package dev.odb.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that count how often somebody waits for an answer of the database. */
final class CountedConnections implements Address.Opener {
    private final String url;
    private final AtomicInteger answers = new AtomicInteger();

    CountedConnections(String url) {
        this.url = url;
    }

    Address address() {
        return new Address(url, false, this);
    }

    /** Since the last call. */
    int take() {
        return answers.getAndSet(0);
    }

    @Override
    public Connection open() throws SQLException {
        return counted(Connection.class, DriverManager.getConnection(url));
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().startsWith("execute")
                            || method.getName().equals("commit")
                            || method.getName().equals("rollback")) {
                        answers.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof PreparedStatement statement) {
                            return counted(PreparedStatement.class, statement);
                        }
                        return result instanceof Statement statement ? counted(Statement.class, statement) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

package dev.odb.tests.crash.inside;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The number is a row, which an update locks. */
final class OtherRow implements Other {
    private final Source<Connection> connections;

    OtherRow(Source<Connection> connections) {
        this.connections = connections;
    }

    @Override
    public void create() throws Exception {
        with(statement -> {
            statement.execute("CREATE TABLE crash (balance INT NOT NULL)");
            statement.executeUpdate("INSERT INTO crash VALUES (0)");
            return null;
        });
    }

    @Override
    public int value() throws Exception {
        return with(statement -> {
            try (ResultSet rows = statement.executeQuery("SELECT balance FROM crash")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    @Override
    public void add() throws Exception {
        with(statement -> statement.executeUpdate("UPDATE crash SET balance = balance + 1"));
    }

    @Override
    public void touch() throws Exception {
        value();
    }

    private <T> T with(Work<T> work) throws Exception {
        Connection connection = connections.open();
        try (Statement statement = connection.createStatement()) {
            return work.with(statement);
        } finally {
            connections.close(connection);
        }
    }

    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }
}

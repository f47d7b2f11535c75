package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes single rows by statements that do no harm if they are run again. */
record RowChange(String... statements) implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        transaction.lockSequence();
        try (Statement statement = transaction.connection().createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Override
    public boolean isCommitted(Connection connection) {
        return false;
    }
}

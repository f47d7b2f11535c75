package dev.odb.storage.jdbc;

import dev.odb.core.storage.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Looks whether a state is that of an earlier revision, as who writes it says. */
final class BackPointers implements AutoCloseable {
    private final PreparedStatement statement;

    BackPointers(Connection connection) throws SQLException {
        statement = connection.prepareStatement("SELECT r.pre, d.serial, d.data FROM odb_revision r JOIN odb_record d"
                + " ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
                + " WHERE r.oid = ? AND r.serial = ? AND OCTET_LENGTH(d.data) = ?");
    }

    /** The earlier revision, or null if none is named or its state is another one. */
    Earlier sameAs(Write write) throws SQLException {
        if (write.dataSerial() == 0) {
            return null;
        }
        statement.setLong(1, write.oid());
        statement.setLong(2, write.dataSerial());
        statement.setInt(3, write.record().length);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && Arrays.equals(rows.getBytes(3), write.record())
                    ? new Earlier(rows.getLong(1), rows.getLong(2))
                    : null;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /**
     * An earlier revision with the same state.
     *
     * @param pre what it points to, 0 for nothing
     * @param dataSerial where the state is stored
     */
    record Earlier(long pre, long dataSerial) {}
}

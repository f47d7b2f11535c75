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
        statement = connection.prepareStatement("SELECT d.serial, d.data FROM odb_revision r JOIN odb_record d"
                + " ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
                + " WHERE r.oid = ? AND r.serial = ? AND OCTET_LENGTH(d.data) = ?");
    }

    /** Where the state is stored, or 0 if no earlier revision is named or its state is another one. */
    long dataSerial(Write write) throws SQLException {
        if (write.dataSerial() == 0 || write.tombstone()) {
            return 0;
        }
        statement.setLong(1, write.oid());
        statement.setLong(2, write.dataSerial());
        statement.setInt(3, write.record().length);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && Arrays.equals(rows.getBytes(2), write.record()) ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}

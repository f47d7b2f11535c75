package dev.odb.storage.jdbc;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.NoSuchElementException;

/** Writes that stand in the database: oids, serials and lengths in memory, each record read when it is asked for. */
final class StoredWrites extends Writes {
    private static final String OF_TRANSACTION = "SELECT r.oid, COALESCE(r.prevhead, 0),"
            + " COALESCE(OCTET_LENGTH(d.data), 0), COALESCE(r.dataserial, 0) FROM odb_revision r"
            + " LEFT JOIN odb_record d ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
            + " WHERE r.serial = ? ORDER BY r.oid";
    private static final String OF_BRANCH =
            "SELECT oid, serial_seen, bytes, dataserial FROM odb_branch_write WHERE branch = ? ORDER BY oid";
    private static final int COLUMNS = 4;

    private final Records records;
    /** Four numbers a row, in the order of the query. */
    private final long[] rows;

    private StoredWrites(Records records, long[] rows) {
        this.records = records;
        this.rows = rows;
    }

    /** What a transaction wrote. */
    static Writes ofTransaction(Connections connections, Connection connection, long tid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_TRANSACTION)) {
            statement.setLong(1, tid);
            Records records = oid -> {
                var found = connections.read(reading -> Revisions.newest(reading, oid, tid));
                if (found == null || found.serial() != tid) {
                    throw StorageMessages.packedMeanwhile(oid, tid, connections.location());
                }
                return found.record();
            };
            return new StoredWrites(records, read(statement));
        }
    }

    /** What a prepared branch will write. */
    static Writes ofBranch(Connections connections, Connection connection, BranchId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_BRANCH)) {
            statement.setString(1, id.toString());
            return new StoredWrites(oid -> connections.read(reading -> record(reading, id, oid)), read(statement));
        }
    }

    /** What a branch that was just prepared will write: nothing is read until a record is asked for. */
    static Writes ofBranch(Connections connections, BranchId id, Writes writes) {
        long[] rows = new long[writes.size() * COLUMNS];
        for (int i = 0; i < writes.size(); i++) {
            rows[i * COLUMNS] = writes.oid(i);
            rows[i * COLUMNS + 1] = writes.serialSeen(i);
            rows[i * COLUMNS + 2] = writes.length(i);
            rows[i * COLUMNS + 3] = writes.dataSerial(i);
        }
        return new StoredWrites(oid -> connections.read(reading -> record(reading, id, oid)), rows);
    }

    private static byte[] record(Connection connection, BranchId id, long oid) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT data FROM odb_branch_write WHERE branch = ? AND oid = ?")) {
            statement.setString(1, id.toString());
            statement.setLong(2, oid);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new NoSuchElementException("Branch " + id + " was decided meanwhile.");
                }
                return row.getBytes(1);
            }
        }
    }

    private static long[] read(PreparedStatement statement) throws SQLException {
        long[] found = new long[16];
        int size = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                for (int column = 1; column <= COLUMNS; column++) {
                    found[size++] = rows.getLong(column);
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    @Override
    public int size() {
        return rows.length / COLUMNS;
    }

    @Override
    public Write get(int index) {
        return new Write(oid(index), serialSeen(index), records.of(oid(index)), dataSerial(index));
    }

    @Override
    public long oid(int index) {
        return rows[index * COLUMNS];
    }

    @Override
    public long serialSeen(int index) {
        return rows[index * COLUMNS + 1];
    }

    @Override
    public int length(int index) {
        return (int) rows[index * COLUMNS + 2];
    }

    @Override
    public long dataSerial(int index) {
        return rows[index * COLUMNS + 3];
    }

    /** Reads records. */
    @FunctionalInterface
    private interface Records {
        byte[] of(long oid);
    }
}

package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The tables of prepared branches, of what they hold, and of decisions by hand. */
final class BranchTable {
    private static final int ROWS_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8 << 20;
    private static final String PREPARED = "SELECT branch, prepared_at, metadata, other_resources FROM odb_branch";
    private static final String DECISIONS = "SELECT branch, committed, tid, prepared_at, decided_at FROM odb_decision";
    private static final String NEXT = "COALESCE(MAX(ordinal), 0) + 1";

    private final Connections connections;

    BranchTable(Connections connections) {
        this.connections = connections;
    }

    static void insert(Connection connection, BranchId id, Batch batch, Instant since) throws SQLException {
        TransactionMetadata metadata = batch.metadata();
        String name = id.toString();
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_branch (ordinal, branch, prepared_at,"
                + " user_name, description, other_resources, metadata) SELECT " + NEXT
                + ", CAST(? AS VARCHAR(300)), CAST(? AS TIMESTAMP WITH TIME ZONE), CAST(? AS TEXT), CAST(? AS TEXT),"
                + " CAST(? AS BOOLEAN), ? FROM odb_branch")) {
            row.setString(1, name);
            row.setObject(2, since.atOffset(ZoneOffset.UTC));
            row.setString(3, Metadata.readable(metadata.user()));
            row.setString(4, Metadata.readable(metadata.description()));
            row.setBoolean(5, metadata.otherResources());
            row.setBytes(6, Metadata.encode(metadata));
            row.executeUpdate();
        }
        insertWrites(connection, name, batch);
        try (PreparedStatement row =
                connection.prepareStatement("INSERT INTO odb_branch_check (branch, oid, serial) VALUES (?, ?, ?)")) {
            for (ReadCheck check : batch.checks()) {
                row.setString(1, name);
                row.setLong(2, check.oid());
                row.setLong(3, check.serial());
                row.addBatch();
            }
            row.executeBatch();
        }
    }

    private static void insertWrites(Connection connection, String name, Batch batch) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_branch_write"
                + " (branch, oid, serial_seen, dataserial, bytes, data) VALUES (?, ?, ?, ?, ?, ?)")) {
            int rows = 0;
            long bytes = 0;
            for (Write write : batch.writes()) {
                row.setString(1, name);
                row.setLong(2, write.oid());
                row.setLong(3, write.serialSeen());
                row.setLong(4, write.dataSerial());
                row.setInt(5, write.record().length);
                row.setBytes(6, write.record());
                row.addBatch();
                bytes += write.record().length;
                if (++rows % ROWS_AT_ONCE == 0 || bytes >= BYTES_AT_ONCE) {
                    row.executeBatch();
                    bytes = 0;
                }
            }
            row.executeBatch();
        }
    }

    /** Refuses a name that is in use. */
    static void requireFree(Connection connection, BranchId id) throws SQLException {
        if (isPrepared(connection, id)) {
            throw new IllegalArgumentException("A branch " + id + " is prepared already.");
        }
        if (decision(connection, id) != null) {
            throw new IllegalArgumentException("A branch " + id + " was decided by hand and is not forgotten yet.");
        }
    }

    /** False if it is not there; if somebody else is deleting it, waits for that. */
    static boolean delete(Connection connection, BranchId id) throws SQLException {
        if (delete(connection, "odb_branch", id) == 0) {
            return false;
        }
        delete(connection, "odb_branch_write", id);
        delete(connection, "odb_branch_check", id);
        return true;
    }

    private static int delete(Connection connection, String table, BranchId id) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement("DELETE FROM " + table + " WHERE branch = ?")) {
            rows.setString(1, id.toString());
            return rows.executeUpdate();
        }
    }

    static boolean isPrepared(Connection connection, BranchId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM odb_branch WHERE branch = ?")) {
            statement.setString(1, id.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** What to throw for a branch that is not prepared. */
    static RuntimeException missing(Connection connection, String location, BranchId id) throws SQLException {
        HeuristicDecision decision = decision(connection, id);
        return decision == null
                ? new NoSuchElementException("No branch " + id + " is prepared.")
                : StorageMessages.decidedByHand(location, decision);
    }

    static void insert(Connection connection, HeuristicDecision decision) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_decision (ordinal, branch, committed,"
                + " tid, prepared_at, decided_at) SELECT " + NEXT
                + ", CAST(? AS VARCHAR(300)), CAST(? AS BOOLEAN), CAST(? AS BIGINT),"
                + " CAST(? AS TIMESTAMP WITH TIME ZONE), CAST(? AS TIMESTAMP WITH TIME ZONE) FROM odb_decision")) {
            row.setString(1, decision.id().toString());
            row.setBoolean(2, decision.committed());
            row.setLong(3, decision.tid());
            row.setObject(4, decision.since().atOffset(ZoneOffset.UTC));
            row.setObject(5, decision.decided().atOffset(ZoneOffset.UTC));
            row.executeUpdate();
        }
    }

    /** False if it was not decided by hand, or is forgotten already. */
    static boolean forget(Connection connection, BranchId id) throws SQLException {
        return delete(connection, "odb_decision", id) > 0;
    }

    /** Every prepared branch with when it was, oldest first. */
    Map<BranchId, Prepared> load() {
        return connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PREPARED + " ORDER BY ordinal")) {
                return load(connection, statement);
            }
        });
    }

    /**
     * One of them, whoever has prepared it.
     *
     * @throws NoSuchElementException if there is none
     * @throws dev.odb.core.storage.DecidedByHandException if it was decided by hand
     */
    Prepared require(BranchId id) {
        return connections.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PREPARED + " WHERE branch = ?")) {
                statement.setString(1, id.toString());
                Prepared found = load(connection, statement).get(id);
                if (found == null) {
                    throw missing(connection, connections.location(), id);
                }
                return found;
            }
        });
    }

    private Map<BranchId, Prepared> load(Connection connection, PreparedStatement statement) throws SQLException {
        Map<BranchId, Prepared> found = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                BranchId id = BranchId.parse(rows.getString(1));
                TransactionMetadata metadata = Metadata.decode(rows.getBytes(3), rows.getBoolean(4));
                found.put(id, new Prepared(batch(connection, id, metadata), instant(rows, 2)));
            }
        }
        return found;
    }

    /** The names of all. */
    Set<BranchId> names() {
        return connections.read(connection -> {
            Set<BranchId> names = new HashSet<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT branch FROM odb_branch")) {
                while (rows.next()) {
                    names.add(BranchId.parse(rows.getString(1)));
                }
            }
            return names;
        });
    }

    private Batch batch(Connection connection, BranchId id, TransactionMetadata metadata) throws SQLException {
        List<ReadCheck> checks = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT oid, serial FROM odb_branch_check WHERE branch = ? ORDER BY oid")) {
            statement.setString(1, id.toString());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    checks.add(new ReadCheck(rows.getLong(1), rows.getLong(2)));
                }
            }
        }
        return new Batch(StoredWrites.ofBranch(connections, connection, id), checks, metadata);
    }

    List<HeuristicDecision> decisions() {
        return connections.read(connection -> {
            List<HeuristicDecision> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(DECISIONS + " ORDER BY ordinal")) {
                while (rows.next()) {
                    found.add(decision(rows));
                }
            }
            return found;
        });
    }

    /** How a branch was decided by hand, or null. */
    static HeuristicDecision decision(Connection connection, BranchId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DECISIONS + " WHERE branch = ?")) {
            statement.setString(1, id.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? decision(rows) : null;
            }
        }
    }

    private static HeuristicDecision decision(ResultSet row) throws SQLException {
        return new HeuristicDecision(
                BranchId.parse(row.getString(1)), row.getBoolean(2), row.getLong(3), instant(row, 4), instant(row, 5));
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A prepared branch. */
    record Prepared(Batch batch, Instant since) {}
}

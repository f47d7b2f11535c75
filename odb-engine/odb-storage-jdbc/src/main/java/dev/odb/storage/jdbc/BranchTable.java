package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.ReadCheck;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of prepared branches, of what they hold, and of decisions by hand. */
final class BranchTable {
    private static final int ROWS_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 8 << 20;
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
                + " (branch, oid, serial_seen, dataserial, bytes, data, version, nv, pre)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int rows = 0;
            long bytes = 0;
            for (Write write : batch.writes()) {
                row.setString(1, name);
                row.setLong(2, write.oid());
                row.setLong(3, write.serialSeen());
                row.setLong(4, write.dataSerial());
                row.setInt(5, write.record().length);
                row.setBytes(6, write.record());
                Lineage lineage = write.lineage();
                row.setString(7, lineage == null ? null : lineage.version());
                row.setLong(8, lineage == null ? 0 : lineage.nv());
                row.setLong(9, lineage == null ? 0 : lineage.pre());
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

    static void delete(Connection connection, BranchId id) throws SQLException {
        for (String table : List.of("odb_branch_write", "odb_branch_check", "odb_branch")) {
            try (PreparedStatement rows = connection.prepareStatement("DELETE FROM " + table + " WHERE branch = ?")) {
                rows.setString(1, id.toString());
                rows.executeUpdate();
            }
        }
    }

    static boolean isPrepared(Connection connection, BranchId id) throws SQLException {
        return has(connection, "odb_branch", id);
    }

    static boolean isDecided(Connection connection, BranchId id) throws SQLException {
        return has(connection, "odb_decision", id);
    }

    private static boolean has(Connection connection, String table, BranchId id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM " + table + " WHERE branch = ?")) {
            statement.setString(1, id.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
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

    static void forget(Connection connection, BranchId id) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("DELETE FROM odb_decision WHERE branch = ?")) {
            row.setString(1, id.toString());
            row.executeUpdate();
        }
    }

    /** Every prepared branch with when it was, oldest first. */
    Map<BranchId, Prepared> load() {
        return connections.read(connection -> {
            Map<BranchId, Prepared> found = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT branch, prepared_at, metadata, other_resources FROM odb_branch ORDER BY ordinal")) {
                while (rows.next()) {
                    BranchId id = BranchId.parse(rows.getString(1));
                    TransactionMetadata metadata = Metadata.decode(rows.getBytes(3), rows.getBoolean(4));
                    found.put(id, new Prepared(batch(connection, id, metadata), instant(rows, 2)));
                }
            }
            return found;
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
                    ResultSet rows = statement.executeQuery("SELECT branch, committed, tid, prepared_at, decided_at"
                            + " FROM odb_decision ORDER BY ordinal")) {
                while (rows.next()) {
                    found.add(new HeuristicDecision(
                            BranchId.parse(rows.getString(1)),
                            rows.getBoolean(2),
                            rows.getLong(3),
                            instant(rows, 4),
                            instant(rows, 5)));
                }
            }
            return found;
        });
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A prepared branch. */
    record Prepared(Batch batch, Instant since) {}
}

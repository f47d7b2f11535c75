package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.local.PreparedHolders;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which prepared branches, of whatever process, hold some objects. To be read after the objects were locked. */
final class Holds implements PreparedHolders {
    private static final String SELECT = "SELECT h.oid, h.branch FROM odb_branch_%s h"
            + " JOIN odb_branch b ON b.branch = h.branch WHERE h.oid = ANY(?) ORDER BY b.ordinal";

    private final Map<Long, BranchId> writers = new HashMap<>();
    private final Map<Long, BranchId> checkers = new HashMap<>();

    private Holds() {}

    /** On what the batches write or verify. */
    static Holds on(Connection connection, Collection<Batch> batches) throws SQLException {
        Holds holds = new Holds();
        long[] oids = Heads.oids(batches);
        for (int from = 0; from < oids.length; from += Heads.AT_ONCE) {
            Array some = Dialect.array(connection, oids, from, Math.min(oids.length, from + Heads.AT_ONCE));
            read(connection, "write", some, holds.writers);
            read(connection, "check", some, holds.checkers);
            some.free();
        }
        return holds;
    }

    private static void read(Connection connection, String table, Array oids, Map<Long, BranchId> found)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(String.format(SELECT, table))) {
            statement.setArray(1, oids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.putIfAbsent(rows.getLong(1), BranchId.parse(rows.getString(2)));
                }
            }
        }
    }

    @Override
    public BranchId holder(long oid, boolean write) {
        BranchId writer = writers.get(oid);
        return writer == null && write ? checkers.get(oid) : writer;
    }
}

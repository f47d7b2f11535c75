package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.local.Staleness;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Prepares a batch: checks it, and puts it and what it holds into tables of their own. */
record PrepareChange(BranchId id, Batch batch, Instant since, UUID incarnation, RemovedObjects removed)
        implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException, StaleRecordsException {
        Connection connection = transaction.connection();
        BranchTable.requireFree(connection, id);
        Map<Long, Long> heads = Heads.lock(connection, List.of(batch));
        Staleness.refuse(batch, oid -> heads.getOrDefault(oid, 0L), Holds.on(connection, List.of(batch)));
        BranchTable.insert(connection, id, batch, since, incarnation);
        removed.refuse(transaction, batch);
        count(connection, 1);
    }

    @Override
    public boolean waitsAtGate() {
        return true;
    }

    /** So many more branches are prepared than before. */
    static void count(Connection connection, int more) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE odb_commit_sequence SET branches = branches + (" + more + ") WHERE id = 1");
        }
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        return BranchTable.isPrepared(connection, id);
    }
}

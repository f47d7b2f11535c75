package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.local.PreparedTable;
import dev.odb.core.storage.local.Staleness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Prepares a batch: checks it, and puts it and what it holds into tables of their own. */
record PrepareChange(BranchId id, Batch batch, Instant since, PreparedTable<Batch> branches, RemovedObjects removed)
        implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException, StaleRecordsException {
        Connection connection = transaction.connection();
        Map<Long, Long> heads = Heads.lock(connection, List.of(batch));
        Staleness.refuse(batch, oid -> heads.getOrDefault(oid, 0L), branches);
        BranchTable.insert(connection, id, batch, since);
        removed.refuse(transaction, batch);
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        return BranchTable.isPrepared(connection, id);
    }
}

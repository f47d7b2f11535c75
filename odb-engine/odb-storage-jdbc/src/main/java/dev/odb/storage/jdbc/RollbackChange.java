package dev.odb.storage.jdbc;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Rolls a prepared branch back.
 *
 * @param decision what is kept of it if it is by hand, else null
 */
record RollbackChange(BranchId id, HeuristicDecision decision) implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        BranchTable.delete(transaction.connection(), id);
        if (decision != null) {
            BranchTable.insert(transaction.connection(), decision);
        }
    }

    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        return !BranchTable.isPrepared(connection, id);
    }
}

package dev.odb.storage.jdbc;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Rolls a prepared branch back.
 *
 * @param decision what is kept of it if it is by hand, else null
 * @param ofOther whether another process has prepared it, which is to notice that
 */
record RollbackChange(String location, BranchId id, HeuristicDecision decision, boolean ofOther) implements Change {
    @Override
    public void write(WriteTransaction transaction) throws SQLException {
        Connection connection = transaction.connection();
        if (!BranchTable.delete(connection, id)) {
            throw BranchTable.missing(connection, location, id);
        }
        if (decision != null) {
            BranchTable.insert(connection, decision);
        }
        CommitSequence sequence = transaction.lockSequence();
        sequence.advance(connection, sequence.lastTid(), 1, ofOther);
    }

    /** If it is gone, but somebody has decided otherwise by hand, that is found when it is run again. */
    @Override
    public boolean isCommitted(Connection connection) throws SQLException {
        HeuristicDecision found = BranchTable.decision(connection, id);
        return decision == null ? found == null && !BranchTable.isPrepared(connection, id) : decision.equals(found);
    }
}

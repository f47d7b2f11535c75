package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction of the database that writes: it locks the row of the commit sequence, and only members may. */
final class WriteTransaction {
    private final Connection connection;
    private final Membership membership;
    private CommitSequence sequence;

    WriteTransaction(Connection connection, Membership membership) {
        this.connection = connection;
        this.membership = membership;
    }

    Connection connection() {
        return connection;
    }

    /** Locks the row, after all other rows. */
    CommitSequence lockSequence() throws SQLException {
        if (sequence == null) {
            CommitSequence locked = CommitSequence.lock(connection);
            membership.require(connection, locked.notices());
            sequence = locked;
        }
        return sequence;
    }
}

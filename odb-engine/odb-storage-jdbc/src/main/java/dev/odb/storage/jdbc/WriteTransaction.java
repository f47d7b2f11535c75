package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction of the database that writes: it locks the row of the commit sequence, and only members may. */
final class WriteTransaction {
    private final Connection connection;
    private final Membership membership;
    private final boolean waitsAtGate;
    private CommitSequence sequence;

    WriteTransaction(Connection connection, Membership membership, boolean waitsAtGate) {
        this.connection = connection;
        this.membership = membership;
        this.waitsAtGate = waitsAtGate;
    }

    /** Another process has closed the commit gate. */
    static final class GateClosedException extends SQLException {
        private static final long serialVersionUID = 1;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Locks the row, after all other rows.
     *
     * @throws GateClosedException if that is to be waited for
     */
    CommitSequence lockSequence() throws SQLException {
        if (sequence == null) {
            CommitSequence locked = CommitSequence.lock(connection);
            membership.require(connection, locked.notices());
            if (waitsAtGate && locked.isClosedTo(membership.incarnation())) {
                throw new GateClosedException();
            }
            sequence = locked;
        }
        return sequence;
    }
}

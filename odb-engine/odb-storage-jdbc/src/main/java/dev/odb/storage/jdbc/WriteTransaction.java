package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

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
            locked(CommitSequence.lock(connection));
        }
        return sequence;
    }

    private void locked(CommitSequence row) throws SQLException {
        membership.require(connection, row.notices());
        if (waitsAtGate && row.isClosedTo(membership.incarnation())) {
            throw new GateClosedException();
        }
        sequence = row;
    }

    /**
     * Locks what the batches write or verify, and then the row; for a transaction that locks no other rows. One answer is
     * waited for, if the database can do that. Gives what {@link Heads#lock} gives.
     */
    Map<Long, Long> lockWithSequence(Collection<Batch> batches) throws SQLException {
        long[] oids = Heads.oids(batches);
        if (oids.length > Heads.AT_ONCE || !Dialect.of(connection).takesArrays()) {
            Map<Long, Long> heads = Heads.lock(connection, batches);
            lockSequence();
            return heads;
        }
        Map<Long, Long> heads = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(Heads.LOCK + "; " + CommitSequence.LOCK)) {
            Array array = Dialect.array(connection, oids, 0, oids.length);
            statement.setArray(1, array);
            statement.execute();
            try (ResultSet rows = statement.getResultSet()) {
                Heads.read(rows, heads);
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                locked(CommitSequence.of(row));
            }
            array.free();
        }
        return heads;
    }
}

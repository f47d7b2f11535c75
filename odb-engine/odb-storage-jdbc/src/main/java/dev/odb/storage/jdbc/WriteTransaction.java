package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A transaction of the database that writes: it locks the row of the commit sequence, and only members may. */
final class WriteTransaction {
    private final Connection connection;
    private final Membership membership;
    private final boolean waitsAtGate;
    private CommitSequence sequence;
    private boolean committing;
    /** Whether the decision was sent with what it decides about. */
    private boolean together;

    private boolean committed;

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

    Membership membership() {
        return membership;
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
        return new Message()
                .add(Heads.LOCK, List.of(Heads.array(oids)))
                .add(CommitSequence.LOCK, List.of())
                .send(connection, statement -> {
                    Map<Long, Long> heads = new HashMap<>();
                    try (ResultSet rows = statement.getResultSet()) {
                        Heads.read(rows, heads);
                    }
                    statement.getMoreResults();
                    try (ResultSet row = statement.getResultSet()) {
                        locked(CommitSequence.of(row));
                    }
                    return heads;
                });
    }

    /**
     * Commits, with the row locked; what was locked has been committed already if {@link #commitWith} was called.
     */
    void commit() throws SQLException {
        if (!committed) {
            lockSequence();
            committing = true;
            connection.commit();
            committed = true;
        }
    }

    /**
     * Sends a last message, and the decision to commit with it.
     *
     * @param wrote whether it was all that is to be written, as its results say; if not, this is a new transaction from here on
     */
    boolean commitWith(Message message, Message.Results<Boolean> wrote) throws SQLException {
        committing = true;
        together = true;
        committed = message.add("COMMIT", List.of()).send(connection, wrote);
        committing = committed;
        together = committed;
        return committed;
    }

    /** Whether the database may have committed although it answered so, or not at all. */
    boolean mayBeCommitted(SQLException failure) {
        return committing && !SqlFailure.rolledBack(failure) && !(together && SqlFailure.refused(failure));
    }
}

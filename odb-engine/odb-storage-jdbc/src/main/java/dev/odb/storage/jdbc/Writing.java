package dev.odb.storage.jdbc;

import dev.odb.core.storage.StaleRecordsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs changes, one after another. A change that the database rolled back because of others, or that met a connection that
 * was lost before, is run again. One whose commit was not answered is looked up; if that cannot be done in time its outcome
 * is unknown, and nothing is written until the storage is opened again, since memory may be behind the tables.
 */
final class Writing {
    private static final System.Logger LOGGER = System.getLogger(Writing.class.getName());
    private static final int ATTEMPTS = 10;
    private static final int ATTEMPTS_TO_CONNECT = 2;
    private static final long AT_GATE = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE_AT_GATE = Duration.ofMillis(2).toNanos();
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private final Connections connections;
    private final Membership membership;
    private final Duration patience;
    private volatile Throwable failure;

    /**
     * For one storage.
     *
     * @param membership null if it only reads
     */
    Writing(Connections connections, Membership membership, Duration patience) {
        this.connections = connections;
        this.membership = membership;
        this.patience = patience;
    }

    /** Why nothing is written any more, or null. */
    Throwable failure() {
        return failure;
    }

    /**
     * Runs a change; the caller sees to it that no two run at once.
     *
     * @throws dev.odb.StorageFailedException if nothing was stored
     * @throws dev.odb.UnknownOutcomeException if that is not known
     */
    void run(Change change) throws StaleRecordsException {
        if (failure != null) {
            throw JdbcMessages.failed(connections.location(), failure);
        }
        membership.require();
        try {
            Connections.<Void, StaleRecordsException>uninterrupted(() -> {
                repeat(change);
                return null;
            });
        } catch (SQLException e) {
            throw JdbcMessages.nothingStored(connections.location(), e);
        } catch (Error e) {
            // it may have come after the commit
            failure = e;
            throw e;
        }
    }

    private void repeat(Change change) throws SQLException, StaleRecordsException {
        int lost = 0;
        long end = System.nanoTime() + AT_GATE;
        for (int attempt = 1; ; attempt++) {
            Attempt result = attempt(change, change.waitsAtGate() && System.nanoTime() - end < 0);
            SQLException e = result.failure;
            if (e instanceof WriteTransaction.GateClosedException) {
                awaitOpenGate(end);
                attempt--;
                continue;
            }
            if (e == null || result.unanswered && settled(change, e)) {
                return;
            }
            if (SqlFailure.connectionLost(e) && !result.unanswered) {
                lost++;
            }
            if (lost >= ATTEMPTS_TO_CONNECT
                    || attempt >= ATTEMPTS
                    || !result.unanswered && !SqlFailure.rolledBack(e) && !SqlFailure.connectionLost(e)) {
                throw e;
            }
            LOGGER.log(System.Logger.Level.DEBUG, "Writing again", e);
        }
    }

    /** Those who close it come one after the other; they may not keep a commit waiting for ever. */
    private void awaitOpenGate(long end) throws SQLException {
        while (System.nanoTime() - end < 0
                && connections.once(CommitSequence::read).isClosedTo(membership.incarnation())) {
            LockSupport.parkNanos(PAUSE_AT_GATE);
        }
    }

    private Attempt attempt(Change change, boolean waitsAtGate) throws StaleRecordsException {
        Connection connection = null;
        WriteTransaction transaction = null;
        Throwable failed = null;
        try {
            connection = connections.take();
            connection.setAutoCommit(false);
            transaction = new WriteTransaction(connection, membership, waitsAtGate);
            try {
                change.write(transaction);
                transaction.commit();
            } catch (WriteTransaction.GateClosedException e) {
                connection.rollback();
                connection.setAutoCommit(true);
                return new Attempt(e, false);
            }
            connection.setAutoCommit(true);
            return new Attempt(null, false);
        } catch (SQLException e) {
            failed = e;
            return new Attempt(e, transaction != null && transaction.mayBeCommitted(e));
        } catch (StaleRecordsException | RuntimeException | Error e) {
            failed = e;
            throw e;
        } finally {
            if (failed == null) {
                connections.giveBack(connection);
            } else {
                connections.discard(connection, failed);
            }
        }
    }

    /** Finds out whether the change was committed. */
    private boolean settled(Change change, SQLException lost) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return lookUp(change);
            } catch (SQLException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "Asking again", e);
                if (System.nanoTime() - until > 0) {
                    failure = lost;
                    throw JdbcMessages.unknownOutcome(connections.location(), lost);
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private boolean lookUp(Change change) throws SQLException {
        Connection connection = null;
        try {
            connection = connections.take();
            connection.setAutoCommit(false);
            // waits for a transaction that is still being committed, and so would any that comes later
            CommitSequence.lock(connection);
            boolean committed = change.isCommitted(connection);
            connection.rollback();
            connection.setAutoCommit(true);
            connections.giveBack(connection);
            connection = null;
            return committed;
        } catch (SQLException e) {
            connections.discard(connection, e);
            connection = null;
            throw e;
        } finally {
            if (connection != null) {
                connections.discard(connection, null);
            }
        }
    }

    /**
     * How an attempt ended.
     *
     * @param unanswered the database was asked to commit and has not said whether it did
     */
    private record Attempt(SQLException failure, boolean unanswered) {}
}

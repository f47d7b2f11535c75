package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The connections of one storage. An idle one is in the mode of automatic commits, so that it holds no transaction open. */
final class Connections implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Connections.class.getName());

    private final Address address;
    private final Duration idleAtMost;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    /** Whether connections come with another isolation than is needed; null as long as that is not known. */
    private volatile Boolean otherIsolation;

    private volatile boolean closed;

    /** Some work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * To one database.
     *
     * @param idleAtMost how long one may stand still in the middle of a transaction
     */
    Connections(Address address, Duration idleAtMost) {
        this.address = address;
        this.idleAtMost = idleAtMost;
    }

    String location() {
        return address.location();
    }

    /** One for the caller alone, until {@link #giveBack} or {@link #discard}. */
    Connection take() throws SQLException {
        if (closed) {
            throw new IllegalStateException("The database '" + location() + "' is closed.");
        }
        Connection found = idle.pollFirst();
        return found == null ? open() : found;
    }

    /**
     * Every statement is to see what was committed before it, and the transaction of somebody who stands still is to end: it
     * may have what everybody waits for.
     */
    private Connection open() throws SQLException {
        Connection opened = address.opener().open();
        boolean done = false;
        try {
            if (otherIsolation == null) {
                // asked once, since asking takes as long as reading something
                otherIsolation = opened.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED;
            }
            if (otherIsolation) {
                opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            Dialect dialect = Dialect.of(opened, location());
            dialect.readAnew(opened, location());
            if (!address.pooled()) {
                dialect.endIdleTransactions(opened, idleAtMost);
            }
            done = true;
            return opened;
        } finally {
            if (!done) {
                close(opened);
            }
        }
    }

    /** After use without failure. */
    void giveBack(Connection connection) {
        if (address.pooled()) {
            close(connection);
            return;
        }
        idle.addFirst(connection);
        if (closed) {
            closeIdle();
        }
    }

    /** After a failure: its transaction ends, and if the connection is lost the idle ones are taken for lost as well. */
    void discard(Connection connection, Throwable failure) {
        if (connection != null) {
            close(connection);
        }
        if (failure instanceof SQLException e && SqlFailure.connectionLost(e)) {
            closeIdle();
        }
    }

    /**
     * Reads in one statement after another; tried once more if the connection was lost.
     *
     * @throws dev.odb.OdbException if the database does not answer
     */
    <T> T read(Work<T> work) {
        try {
            return uninterrupted(() -> readTwice(work));
        } catch (SQLException e) {
            throw JdbcMessages.unreadable(location(), e);
        }
    }

    private <T> T readTwice(Work<T> work) throws SQLException {
        try {
            return once(work);
        } catch (SQLException e) {
            if (!SqlFailure.connectionLost(e) && !SqlFailure.rolledBack(e)) {
                throw e;
            }
            LOGGER.log(System.Logger.Level.DEBUG, "Reading again", e);
            return once(work);
        }
    }

    /** Does it with one connection, which the work leaves as it got it; or closes it if it fails. */
    <T> T once(Work<T> work) throws SQLException {
        Connection connection = take();
        Throwable failure = new IllegalStateException();
        try {
            T result = work.with(connection);
            failure = null;
            return result;
        } catch (SQLException e) {
            failure = e;
            throw e;
        } finally {
            if (failure == null) {
                giveBack(connection);
            } else {
                discard(connection, failure);
            }
        }
    }

    /** Something with the database. */
    @FunctionalInterface
    interface Call<T, E extends Exception> {
        T call() throws SQLException, E;
    }

    /** Keeps an interruption of the thread away from drivers that would close a file or a socket at it. */
    static <T, E extends Exception> T uninterrupted(Call<T, E> call) throws SQLException, E {
        boolean interrupted = Thread.interrupted();
        try {
            return call.call();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeIdle() {
        for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            close(next);
        }
    }

    private static void close(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                // a pool must not get one in the middle of a transaction
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "A transaction ends with its connection", e);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "A connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }
}

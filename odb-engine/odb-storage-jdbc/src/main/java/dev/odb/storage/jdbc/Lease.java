package dev.odb.storage.jdbc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that this process may write: its incarnation is the owner in the commit sequence, and a row in {@code odb_server}
 * that is renewed by a thread says until when it is taken for alive. Times are those of the database. Whoever finds an
 * owner waits for that time, or takes over at once if the owner was a process of this computer that is gone. An owner that
 * was taken for dead notices it at its next write, which locks the commit sequence and looks.
 */
final class Lease implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Lease.class.getName());
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final Connections connections;
    private final UUID incarnation = UUID.randomUUID();
    private final String host = hostName();
    private final Duration duration;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread renewer;
    private volatile Told renewed = () -> {};

    private Lease(Connections connections, Duration duration) {
        this.connections = connections;
        this.duration = duration;
        renewer = new Thread(this::renewUntilClosed, "odb-jdbc-lease");
        renewer.setDaemon(true);
    }

    /**
     * Takes the database for this process.
     *
     * @throws dev.odb.StorageLockedException if another one has it
     */
    static Lease take(Connections connections, Duration duration) throws SQLException {
        Lease lease = new Lease(connections, duration);
        Holder before = null;
        while (true) {
            Holder holder = lease.tryOrRelease();
            if (holder == null) {
                lease.renewer.start();
                return lease;
            }
            if (lease.isAlive(holder) || before != null && !holder.expires.equals(before.expires)) {
                throw JdbcMessages.locked(connections.location(), holder.toString());
            }
            before = holder;
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** What else is told with each renewal. */
    @FunctionalInterface
    interface Told {
        void tell() throws SQLException;
    }

    void whenRenewing(Told told) {
        renewed = told;
    }

    UUID incarnation() {
        return incarnation;
    }

    private boolean isAlive(Holder holder) {
        return holder.host.equals(host)
                && ProcessHandle.of(holder.pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** If the answer is lost nobody knows that it was taken, this process neither. */
    private Holder tryOrRelease() throws SQLException {
        try {
            return connections.once(this::tryToTake);
        } catch (SQLException e) {
            try {
                release();
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Null if the database is this process's now. */
    private Holder tryToTake(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Holder holder = lockAndTake(connection);
        connection.commit();
        connection.setAutoCommit(true);
        return holder;
    }

    private Holder lockAndTake(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT last_tid FROM odb_commit_sequence WHERE id = 1 FOR UPDATE");
            Holder holder = holder(statement);
            if (holder != null && !holder.expired && !isGone(holder)) {
                return holder;
            }
            statement.executeUpdate("DELETE FROM odb_server");
        }
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_server"
                + " (incarnation, host, pid, opened_at, expires_at) VALUES (?, ?, ?, CURRENT_TIMESTAMP, "
                + later() + ")")) {
            row.setObject(1, incarnation);
            row.setString(2, host);
            row.setLong(3, ProcessHandle.current().pid());
            row.executeUpdate();
        }
        try (PreparedStatement owner = connection.prepareStatement("UPDATE odb_commit_sequence SET owner = ?")) {
            owner.setObject(1, incarnation);
            owner.executeUpdate();
        }
        return null;
    }

    private static Holder holder(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT s.host, s.pid, s.expires_at,"
                + " s.expires_at < CURRENT_TIMESTAMP, s.opened_at FROM odb_server s"
                + " JOIN odb_commit_sequence c ON c.owner = s.incarnation")) {
            return rows.next()
                    ? new Holder(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getBoolean(4),
                            rows.getObject(5, OffsetDateTime.class).toInstant())
                    : null;
        }
    }

    private boolean isGone(Holder holder) {
        return holder.host.equals(host) && !isAlive(holder);
    }

    private String later() {
        return "CURRENT_TIMESTAMP + INTERVAL '" + Math.max(1, duration.toSeconds()) + "' SECOND";
    }

    private void renewUntilClosed() {
        Instant expires = Instant.now().plus(duration);
        try {
            while (!closing.await(duration.toMillis() / 3, TimeUnit.MILLISECONDS)) {
                try {
                    renew();
                    renewed.tell();
                    expires = Instant.now().plus(duration);
                } catch (SQLException | RuntimeException e) {
                    LOGGER.log(
                            System.Logger.Level.WARNING, JdbcMessages.lateLease(connections.location(), expires, e), e);
                }
            }
        } catch (InterruptedException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Nobody interrupts this thread", e);
        }
    }

    private void renew() throws SQLException {
        connections.once(connection -> {
            try (PreparedStatement row = connection.prepareStatement(
                    "UPDATE odb_server SET expires_at = " + later() + " WHERE incarnation = ?")) {
                row.setObject(1, incarnation);
                return row.executeUpdate();
            }
        });
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "This computer has no name", e);
            return "unknown";
        }
    }

    /** Lets others have it. If the database does not answer they wait until the time is over. */
    @Override
    public void close() {
        closing.countDown();
        try {
            Connections.<Void, SQLException>uninterrupted(() -> {
                release();
                return null;
            });
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The lease runs out by itself", e);
        }
    }

    private void release() throws SQLException {
        connections.once(connection -> {
            try (PreparedStatement owner =
                            connection.prepareStatement("UPDATE odb_commit_sequence SET owner = NULL WHERE owner = ?");
                    PreparedStatement row =
                            connection.prepareStatement("DELETE FROM odb_server WHERE incarnation = ?")) {
                owner.setObject(1, incarnation);
                owner.executeUpdate();
                row.setObject(1, incarnation);
                return row.executeUpdate();
            }
        });
    }

    /** Who has the database. */
    private record Holder(String host, long pid, Instant expires, boolean expired, Instant since) {
        @Override
        public String toString() {
            return "process " + pid + " on " + host + " since " + since;
        }
    }
}

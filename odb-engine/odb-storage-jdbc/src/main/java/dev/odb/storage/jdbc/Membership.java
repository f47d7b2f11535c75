package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * That this process may write, among others: its row in {@code odb_server}, which a thread renews, says until when it is taken
 * for alive. Times are those of the database. A member that finds one that is not alive any more removes it, with the commit
 * sequence locked, and its leases go with it. A process that was removed notices it at its next write, which locks the commit
 * sequence and looks: however late it wakes up, it writes nothing.
 *
 * <p>After a time in which the database did not answer, all are late. So who was late himself gives the others time to say that
 * they are alive, and so does who is new.
 */
final class Membership implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Membership.class.getName());
    private static final int BEATS = 3;

    private final Connections connections;
    private final UUID incarnation = UUID.randomUUID();
    private final ProcessName process = ProcessName.own();
    private final Duration life;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread heart;
    private volatile Told told = () -> {};
    /** How many notices there were when it was last seen to be a member. */
    private volatile long memberAt = -1;

    private volatile boolean removed;
    private volatile Instant lastBeat;
    /** From when on those that have not said that they are alive are taken for dead. */
    private volatile Instant patientUntil;

    private Membership(Connections connections, JdbcSettings settings) {
        this.connections = connections;
        life = settings.life();
        clock = settings.clock();
        lastBeat = clock.instant();
        patientUntil = lastBeat.plus(life);
        heart = new Thread(this::beatUntilClosed, "odb-jdbc-membership");
        heart.setDaemon(true);
    }

    /** Enters this process. */
    static Membership join(Connections connections, JdbcSettings settings) throws SQLException {
        Membership membership = new Membership(connections, settings);
        membership.enter();
        membership.heart.start();
        return membership;
    }

    UUID incarnation() {
        return incarnation;
    }

    /** If the answer is lost nobody knows that it has entered, this process neither. */
    private void enter() throws SQLException {
        try {
            locked(connection -> {
                removeDead(connection);
                try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_server"
                        + " (incarnation, host, process_space, pid, opened_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, " + later() + ")")) {
                    row.setObject(1, incarnation);
                    row.setString(2, process.host());
                    row.setString(3, process.space());
                    row.setLong(4, process.pid());
                    row.executeUpdate();
                }
            });
        } catch (SQLException e) {
            try {
                leave();
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Something else that is told with each beat. */
    @FunctionalInterface
    interface Told {
        void tell() throws SQLException;
    }

    void whenBeating(Told more) {
        told = more;
    }

    /** Something in one transaction. */
    @FunctionalInterface
    private interface Step {
        void run(Connection connection) throws SQLException;
    }

    /** In a transaction of its own that has locked the commit sequence. */
    private void locked(Step step) throws SQLException {
        connections.once(connection -> {
            connection.setAutoCommit(false);
            CommitSequence.lock(connection);
            step.run(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return null;
        });
    }

    /** Removes whoever is not alive any more, so that nothing of it waits for anybody. */
    void removeDead() throws SQLException {
        locked(this::removeDead);
    }

    private void removeDead(Connection connection) throws SQLException {
        List<UUID> dead = dead(connection);
        for (UUID one : dead) {
            delete(connection, one);
        }
        if (!dead.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE odb_commit_sequence SET notices = notices + 1 WHERE id = 1");
            }
        }
    }

    private boolean isPatient() {
        return clock.instant().isBefore(patientUntil);
    }

    private List<UUID> dead(Connection connection) throws SQLException {
        List<UUID> dead = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT incarnation, host, process_space, pid, opened_at,"
                        + " expires_at, expires_at < CURRENT_TIMESTAMP FROM odb_server")) {
            while (rows.next()) {
                UUID one = rows.getObject(1, UUID.class);
                ProcessName name = new ProcessName(rows.getString(2), rows.getString(3), rows.getLong(4));
                if (!one.equals(incarnation) && (rows.getBoolean(7) && !isPatient() || process.knowsEndOf(name))) {
                    LOGGER.log(
                            System.Logger.Level.WARNING,
                            JdbcMessages.removed(connections.location(), name, rows.getString(5), rows.getString(6)));
                    dead.add(one);
                }
            }
        }
        return dead;
    }

    private static void delete(Connection connection, UUID member) throws SQLException {
        for (String table : List.of("odb_lease", "odb_server")) {
            try (PreparedStatement rows =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE incarnation = ?")) {
                rows.setObject(1, member);
                rows.executeUpdate();
            }
        }
    }

    /**
     * Refuses if this process was removed; with the commit sequence locked, so that it cannot be removed from here to the end
     * of the transaction.
     *
     * @param notices those in the commit sequence: without a new one nobody was removed
     */
    void require(Connection connection, long notices) throws SQLException {
        if (notices != memberAt) {
            removed |= !isMember(connection);
            memberAt = notices;
        }
        require();
    }

    /** As many notices as there were when this process was last seen to be a member; below 0 if it never was. */
    long knownAt() {
        return memberAt;
    }

    /** Refuses if it is known that this process was removed. */
    void require() {
        if (removed) {
            throw JdbcMessages.fenced(connections.location());
        }
    }

    boolean isRemoved() {
        return removed;
    }

    private boolean isMember(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM odb_server WHERE incarnation = ?")) {
            statement.setObject(1, incarnation);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private String later() {
        return "CURRENT_TIMESTAMP + INTERVAL '" + Math.max(1, life.toSeconds()) + "' SECOND";
    }

    private void beatUntilClosed() {
        try {
            while (!removed && !closing.await(life.toMillis() / BEATS, TimeUnit.MILLISECONDS)) {
                try {
                    beat();
                    told.tell();
                } catch (SQLException | RuntimeException e) {
                    LOGGER.log(
                            System.Logger.Level.WARNING,
                            JdbcMessages.lateBeat(connections.location(), lastBeat.plus(life), e),
                            e);
                }
            }
        } catch (InterruptedException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "Nobody interrupts this thread", e);
        }
    }

    /** Says that this process is alive, and sees to those that are not. */
    void beat() throws SQLException {
        Instant now = clock.instant();
        boolean othersExpired = connections.once(connection -> {
            try (PreparedStatement row = connection.prepareStatement(
                    "UPDATE odb_server SET expires_at = " + later() + " WHERE incarnation = ?")) {
                row.setObject(1, incarnation);
                removed |= row.executeUpdate() == 0;
            }
            return Sql.number(connection, "SELECT COUNT(*) FROM odb_server WHERE expires_at < CURRENT_TIMESTAMP") > 0;
        });
        if (now.isAfter(lastBeat.plus(life.dividedBy(2)))) {
            patientUntil = now.plus(life);
        }
        lastBeat = now;
        if (removed) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    JdbcMessages.fenced(connections.location()).getMessage());
        } else if (othersExpired && !isPatient()) {
            removeDead();
        }
    }

    /** If the database does not answer others wait until the time is over. */
    @Override
    public void close() {
        closing.countDown();
        try {
            Connections.<Void, SQLException>uninterrupted(() -> {
                leave();
                return null;
            });
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The membership runs out by itself", e);
        }
    }

    private void leave() throws SQLException {
        connections.once(connection -> {
            delete(connection, incarnation);
            return null;
        });
    }
}

package dev.odb.storage.jdbc;

import dev.odb.OdbException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Being the one process that packs. Its incarnation stands in the row about the whole, with the bound below which nobody may begin
 * to read the past meanwhile; both mean nothing once that process was shut out. One that is late may be alive and is heeded. Whoever
 * has the role looks with each transaction, under the lock of the commit sequence, whether he still has it.
 */
final class PackRole {
    private static final System.Logger LOGGER = System.getLogger(PackRole.class.getName());
    private static final String LIVE_PACKER =
            "SELECT d.pack_bound FROM odb_database d JOIN odb_server s ON s.incarnation = d.packer";

    private final String location;
    private final UUID incarnation;
    private final ChangeRunner changes;
    private String heldBack = "";
    private long bound;

    /** Runs changes that verify nothing. */
    @FunctionalInterface
    interface ChangeRunner {
        void run(Change change);
    }

    PackRole(String location, UUID incarnation, ChangeRunner changes) {
        this.location = location;
        this.incarnation = incarnation;
        this.changes = changes;
    }

    /** The tid below which nobody may begin to read. */
    static long bound(Connection connection) throws SQLException {
        long packed = Sql.number(connection, "SELECT packed_tid FROM odb_database");
        return Math.max(packed, Sql.number(connection, LIVE_PACKER));
    }

    /**
     * Takes the role and sets the bound as far as is asked for and no process reads below.
     *
     * @return the bound
     * @throws dev.odb.PackException if another process packs
     */
    long take(long asked) {
        changes.run(new Repeatable() {
            @Override
            public void write(WriteTransaction transaction) throws SQLException {
                transaction.lockSequence();
                Connection connection = transaction.connection();
                Sql.lockDatabase(connection);
                refuseIfOthersPack(connection);
                look(connection, asked);
                Sql.update(connection, "UPDATE odb_database SET packer = ?, pack_bound = ?", incarnation, bound);
            }
        });
        return bound;
    }

    private void refuseIfOthersPack(Connection connection) throws SQLException {
        Sql.query(
                connection,
                "SELECT s.host, s.pid FROM odb_database d JOIN odb_server s ON s.incarnation = d.packer"
                        + " WHERE s.incarnation <> ?",
                row -> {
                    throw JdbcMessages.packedElsewhere(location, process(row.getString(1), row.getLong(2)));
                },
                incarnation);
    }

    /** The bound as it would be; sets nothing. */
    long look(Connection connection, long asked) throws SQLException {
        bound = asked;
        heldBack = "";
        Sql.query(
                connection,
                "SELECT oldest_snapshot, host, pid, opened_at FROM odb_server WHERE incarnation <> ?"
                        + " AND oldest_snapshot < ?"
                        + " ORDER BY oldest_snapshot LIMIT 1",
                row -> {
                    bound = row.getLong(1);
                    Instant since = row.getObject(4, OffsetDateTime.class).toInstant();
                    heldBack = process(row.getString(2), row.getLong(3)) + ", which has the database open since "
                            + since + ", may read snapshot " + bound;
                },
                incarnation,
                asked);
        return bound;
    }

    /** Which process has held the bound back, or empty. */
    String heldBack() {
        return heldBack;
    }

    private static String process(String host, long pid) {
        return "process " + pid + " on " + host;
    }

    /** Fails if somebody else has taken it. */
    void require(WriteTransaction transaction) throws SQLException {
        transaction.lockSequence();
        if (!isHeld(transaction.connection())) {
            throw JdbcMessages.packTakenOver(location);
        }
    }

    boolean isHeld(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM odb_database WHERE packer = ?", incarnation) > 0;
    }

    /** Gives it back; nothing if somebody else has it. If it cannot, this process can take it again, and others after its end. */
    void giveBack() {
        try {
            changes.run(new Repeatable() {
                @Override
                public void write(WriteTransaction transaction) throws SQLException {
                    transaction.lockSequence();
                    Sql.update(
                            transaction.connection(),
                            "UPDATE odb_database SET packer = NULL, pack_bound = 0 WHERE packer = ?",
                            incarnation);
                }
            });
        } catch (OdbException | IllegalStateException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "It ends with this process, or the next pack of it", e);
        }
    }

    /** A change that does no harm if it is run again. */
    abstract static class Repeatable implements Change {
        @Override
        public final boolean isCommitted(Connection connection) {
            return false;
        }
    }
}

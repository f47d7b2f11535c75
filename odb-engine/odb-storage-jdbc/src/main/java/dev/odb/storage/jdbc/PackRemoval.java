package dev.odb.storage.jdbc;

import dev.odb.PackProgress.Phase;
import dev.odb.core.storage.PackMonitor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes what a pack has decided to, some objects in each transaction. Nobody reads any of it, and what is left is found again by
 * looking, so it can end anywhere and be gone on with by any process. One thread.
 */
final class PackRemoval {
    /** A transaction of which nothing is left. */
    static final String EMPTY = "NOT EXISTS (SELECT 1 FROM odb_revision r WHERE r.serial = t.tid)";

    private static final int OBJECTS_AT_ONCE = 500;
    private static final int TRANSACTIONS_AT_ONCE = 2_000;
    private static final String PAGE_END = "SELECT MAX(tid) FROM (SELECT tid FROM odb_transaction WHERE tid > ?"
            + " AND tid <= ? ORDER BY tid LIMIT " + TRANSACTIONS_AT_ONCE + ") page";
    private static final String OF_THESE = " WHERE oid = ANY(?)";

    private final Connections connections;
    private final PackRole role;
    private final PackRole.ChangeRunner changes;
    private final long upTo;
    private final Runnable going;
    private final PackCount removed = new PackCount();
    private final PackMonitor monitor;

    /** @param going fails if the storage is being closed */
    PackRemoval(
            Connections connections,
            PackRole role,
            PackRole.ChangeRunner changes,
            long upTo,
            Runnable going,
            PackMonitor monitor) {
        this.connections = connections;
        this.role = role;
        this.changes = changes;
        this.upTo = upTo;
        this.going = going;
        this.monitor = monitor;
    }

    /** Removes all of it, and says so. */
    PackCount run(long pack) {
        removeGarbage(pack);
        removeOldRevisions();
        removeTransactions();
        changes.run(new PackRole.Repeatable() {
            @Override
            public void write(WriteTransaction transaction) throws SQLException {
                role.require(transaction);
                Sql.update(transaction.connection(), "UPDATE odb_database SET pack_unfinished = FALSE");
            }
        });
        return removed;
    }

    private void removeGarbage(long pack) {
        long total = connections.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM odb_garbage WHERE pack = ?", pack));
        long[] done = {0};
        forEachPage("SELECT oid FROM odb_garbage WHERE oid > ? AND pack = ? ORDER BY oid", pack, oids -> {
            removeObjects(oids);
            done[0] += oids.length;
            monitor.progress(Phase.KEEP, done[0], total);
        });
    }

    private void forEachPage(String sql, long parameter, Consumer<long[]> action) {
        long last = -1;
        while (true) {
            long after = last;
            long[] oids = connections.read(
                    connection -> Sql.numbers(connection, sql + " LIMIT " + OBJECTS_AT_ONCE, after, parameter));
            if (oids.length == 0) {
                return;
            }
            action.accept(oids);
            last = oids[oids.length - 1];
        }
    }

    private void removeObjects(long[] oids) {
        run(oids, (connection, count) -> {
            long bytes = Sql.number(connection, "SELECT SUM(OCTET_LENGTH(data)) FROM odb_record" + OF_THESE, oids);
            Sql.update(connection, "DELETE FROM odb_reference" + OF_THESE, oids);
            Sql.update(connection, "DELETE FROM odb_record" + OF_THESE, oids);
            int revisions = Sql.update(connection, "DELETE FROM odb_revision" + OF_THESE, oids);
            count.add(bytes, Sql.update(connection, "DELETE FROM odb_object" + OF_THESE, oids), revisions, 0);
        });
    }

    private void removeOldRevisions() {
        forEachPage(
                "SELECT DISTINCT oid FROM odb_revision WHERE oid > ? AND serial <= ? AND prevhead IS NOT NULL ORDER BY oid",
                upTo,
                this::removeOldRevisions);
    }

    private void removeOldRevisions(long[] oids) {
        run(oids, (connection, count) -> {
            copyStates(connection, oids);
            int revisions = Sql.update(
                    connection,
                    "DELETE FROM odb_revision r WHERE r.oid = ANY(?) AND NOT " + PackSql.stays("r", upTo),
                    oids);
            String orphans = " d WHERE d.oid = ANY(?) AND NOT EXISTS"
                    + " (SELECT 1 FROM odb_revision r WHERE r.oid = d.oid AND r.serial = d.serial)";
            long bytes = Sql.number(connection, "SELECT SUM(OCTET_LENGTH(d.data)) FROM odb_record" + orphans, oids);
            Sql.update(connection, "DELETE FROM odb_record" + orphans, oids);
            Sql.update(connection, "DELETE FROM odb_reference" + orphans, oids);
            for (String field : List.of("prevhead", "pre")) {
                Sql.update(
                        connection,
                        "UPDATE odb_revision r SET " + field + " = NULL WHERE r.oid = ANY(?) AND " + field
                                + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM odb_revision p WHERE p.oid = r.oid"
                                + " AND p.serial = r." + field + ")",
                        oids);
            }
            count.add(bytes, 0, revisions, 0);
        });
    }

    /** What stays and has the state of a revision that goes gets it as its own. */
    private void copyStates(Connection connection, long[] oids) throws SQLException {
        String orphaned = " FROM odb_revision r JOIN odb_revision s ON s.oid = r.oid AND s.serial = r.dataserial"
                + " JOIN %s d ON d.oid = s.oid AND d.serial = s.serial WHERE r.oid = ANY(?) AND "
                + PackSql.stays("r", upTo)
                + " AND NOT " + PackSql.stays("s", upTo);
        Sql.update(
                connection,
                "INSERT INTO odb_reference (oid, serial, target) SELECT r.oid, r.serial, d.target"
                        + orphaned.formatted("odb_reference"),
                oids);
        int copied = Sql.update(
                connection,
                "INSERT INTO odb_record (oid, serial, data) SELECT r.oid, r.serial, d.data"
                        + orphaned.formatted("odb_record"),
                oids);
        if (copied > 0) {
            Sql.update(
                    connection,
                    "UPDATE odb_revision r SET dataserial = NULL WHERE r.oid = ANY(?) AND dataserial IS NOT NULL AND EXISTS"
                            + " (SELECT 1 FROM odb_record d WHERE d.oid = r.oid AND d.serial = r.serial)",
                    oids);
        }
    }

    private void removeTransactions() {
        long from = 0;
        while (from < upTo) {
            long after = from;
            long last = connections.read(connection -> Sql.number(connection, PAGE_END, after, upTo));
            if (last > 0) {
                removeTransactions(after, last);
            }
            from = last == 0 ? upTo : last;
        }
    }

    private void removeTransactions(long after, long last) {
        run(
                new long[0],
                (connection, count) -> count.add(
                        0,
                        0,
                        0,
                        Sql.update(
                                connection,
                                "DELETE FROM odb_transaction t WHERE t.tid > ? AND t.tid <= ? AND " + EMPTY,
                                after,
                                last)));
    }

    /** Something that is done to some objects, and counted. */
    @FunctionalInterface
    private interface Step {
        void run(Connection connection, PackCount count) throws SQLException;
    }

    /** In one transaction; nobody writes these objects meanwhile, who may be about to point to a state that goes. */
    private void run(long[] oids, Step step) {
        going.run();
        PackCount[] count = new PackCount[1];
        changes.run(new PackRole.Repeatable() {
            @Override
            public void write(WriteTransaction transaction) throws SQLException {
                Connection connection = transaction.connection();
                count[0] = new PackCount();
                Sql.numbers(connection, "SELECT oid FROM odb_object WHERE oid = ANY(?) ORDER BY oid FOR UPDATE", oids);
                step.run(connection, count[0]);
                role.require(transaction);
            }
        });
        removed.add(count[0]);
    }
}

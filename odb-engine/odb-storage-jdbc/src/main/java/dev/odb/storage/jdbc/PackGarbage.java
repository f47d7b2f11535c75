package dev.odb.storage.jdbc;

import dev.odb.core.storage.OidSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The objects that a pack removes, in a table by the number of the pack. Before the pack has decided they mean nothing; afterwards
 * other processes learn from them what is gone, until each has. One thread.
 */
final class PackGarbage {
    private static final int AT_ONCE = 5_000;
    private static final OidSet NONE = new OidSet();

    private final PackRole role;
    private final PackRole.ChangeRunner changes;
    private final long pack;
    private final OidSet oids = new OidSet();

    PackGarbage(PackRole role, PackRole.ChangeRunner changes, long pack) {
        this.role = role;
        this.changes = changes;
        this.pack = pack;
    }

    OidSet oids() {
        return oids;
    }

    /** Finds the objects that were last written up to the pack time and are not kept. */
    void find(Connections connections, PackMark mark, long upTo) {
        long after = -1;
        long[] some;
        do {
            long from = after;
            some = connections.read(connection -> Sql.numbers(
                    connection,
                    "SELECT oid FROM odb_object WHERE oid > ? AND serial <= ? ORDER BY oid LIMIT " + AT_ONCE,
                    from,
                    upTo));
            for (long oid : some) {
                after = oid;
                if (!mark.keeps(oid)) {
                    oids.add(oid);
                }
            }
        } while (some.length == AT_ONCE);
    }

    /** Writes down what was found. */
    void store() {
        oids.forEach(
                AT_ONCE,
                some -> changes.run(new PackRole.Repeatable() {
                    @Override
                    public void write(WriteTransaction transaction) throws SQLException {
                        insert(transaction.connection(), some);
                        role.require(transaction);
                    }
                }));
    }

    private void insert(Connection connection, long[] some) throws SQLException {
        Sql.update(connection, "DELETE FROM odb_garbage WHERE pack = ? AND oid = ANY(?)", pack, some);
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO odb_garbage (pack, oid) VALUES (?, ?)")) {
            for (long oid : some) {
                row.setLong(1, pack);
                row.setLong(2, oid);
                row.addBatch();
            }
            row.executeBatch();
        }
    }

    /** Part of the decision: those that were linked meanwhile are none; gives the others. */
    OidSet without(Connection connection, PackMark mark) throws SQLException {
        OidSet left = new OidSet();
        long[] linked = new long[16];
        int size = 0;
        for (long oid = next(-1); oid >= 0; oid = next(oid)) {
            if (mark.keeps(oid)) {
                linked = size == linked.length ? Arrays.copyOf(linked, 2 * size) : linked;
                linked[size++] = oid;
            } else {
                left.add(oid);
            }
        }
        if (size > 0) {
            Sql.update(
                    connection,
                    "DELETE FROM odb_garbage WHERE pack = ? AND oid = ANY(?)",
                    pack,
                    Arrays.copyOf(linked, size));
        }
        return left;
    }

    private long next(long oid) {
        return oids.nextNotIn(NONE, oid + 1);
    }

    /** Forgets what every process has learned of, and what belongs to a pack that has not decided. */
    static void forget(PackRole role, PackRole.ChangeRunner changes) {
        int[] forgotten = {1};
        while (forgotten[0] > 0) {
            changes.run(new PackRole.Repeatable() {
                @Override
                public void write(WriteTransaction transaction) throws SQLException {
                    role.require(transaction);
                    Connection connection = transaction.connection();
                    forgotten[0] = Sql.update(
                            connection,
                            "DELETE FROM odb_garbage WHERE (pack, oid) IN (SELECT pack, oid FROM odb_garbage"
                                    + " WHERE pack > (SELECT packs FROM odb_commit_sequence)"
                                    + " OR pack <= (SELECT MIN(packs) FROM odb_server) LIMIT " + AT_ONCE + ")");
                }
            });
        }
    }
}

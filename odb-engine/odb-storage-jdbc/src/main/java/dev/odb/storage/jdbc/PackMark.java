package dev.odb.storage.jdbc;

import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.References;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Which objects a pack keeps: what is reached, by the revisions that were current at the pack time and those that others see in
 * their place, from the root directory and from everything that was written after it. Two bits an object; the references of many
 * objects are read by one statement. One thread.
 */
final class PackMark {
    private static final int OBJECTS_AT_ONCE = 2_000;
    private static final int WRITES_AT_ONCE = 1_000;
    private static final int BRANCH_WRITES_AT_ONCE = 50;
    private static final long ROOT_DIRECTORY = 0;
    private static final String REFERENCES =
            " JOIN odb_reference f ON f.oid = r.oid AND f.serial = COALESCE(r.dataserial, r.serial)";
    /** The serial is bounded alone as well, for planners that find no index for the comparison of both. */
    private static final String WRITTEN =
            "SELECT serial, oid FROM odb_revision WHERE serial >= ? AND (serial, oid) > (?, ?)"
                    + " ORDER BY serial, oid LIMIT " + WRITES_AT_ONCE;

    private static final String REFERRED_TO = "SELECT DISTINCT f.target FROM odb_revision w JOIN odb_revision r"
            + " ON r.oid = w.oid AND (r.serial = w.serial OR r.serial = w.nv)" + REFERENCES
            + " WHERE w.serial >= ? AND w.serial <= ? AND (w.serial, w.oid) > (?, ?) AND (w.serial, w.oid) <= (?, ?)";
    private static final String PREPARED =
            "SELECT oid, data FROM odb_branch_write WHERE oid > ? ORDER BY oid LIMIT " + BRANCH_WRITES_AT_ONCE;

    private final References references;
    private final LongConsumer progress;
    private final String reached;
    private final OidSet kept = new OidSet();
    private final OidSet followed = new OidSet();
    /** Up to where it has looked at what was written. */
    private long serial;

    private long oid = Long.MAX_VALUE;

    /**
     * Nothing is kept yet but the root directory.
     *
     * @param references of what prepared branches will write
     * @param progress told now and then how many objects were followed
     */
    PackMark(long upTo, References references, LongConsumer progress) {
        this.references = references;
        this.progress = progress;
        serial = upTo;
        reached = "SELECT DISTINCT f.target FROM odb_revision r" + REFERENCES + " WHERE r.oid = ANY(?) AND r.serial <= "
                + upTo + " AND " + PackSql.stays("r", upTo);
        kept.add(ROOT_DIRECTORY);
    }

    boolean keeps(long object) {
        return kept.contains(object);
    }

    /** Keeps what was written since it looked last, what is prepared now, and what is reached from there. */
    void look(Connection connection) throws SQLException {
        int size;
        do {
            size = lookAtSome(connection);
            progress.accept(followed.size());
        } while (size == WRITES_AT_ONCE);
        lookAtBranches(connection);
        follow(connection);
    }

    private int lookAtSome(Connection connection) throws SQLException {
        long[] last = new long[2];
        int size = Sql.query(
                connection,
                WRITTEN,
                row -> {
                    last[0] = row.getLong(1);
                    last[1] = row.getLong(2);
                    kept.add(last[1]);
                },
                serial,
                serial,
                oid);
        if (size > 0) {
            keep(Sql.numbers(connection, REFERRED_TO, serial, last[0], serial, oid, last[0], last[1]));
            serial = last[0];
            oid = last[1];
        }
        return size;
    }

    private void lookAtBranches(Connection connection) throws SQLException {
        long[] last = {-1};
        int size;
        do {
            size = Sql.query(
                    connection,
                    PREPARED,
                    row -> {
                        last[0] = row.getLong(1);
                        kept.add(last[0]);
                        byte[] record = row.getBytes(2);
                        if (record.length > 0) {
                            keep(references.of(record));
                        }
                    },
                    last[0]);
        } while (size == BRANCH_WRITES_AT_ONCE);
    }

    private void keep(long[] oids) {
        for (long each : oids) {
            kept.add(each);
        }
    }

    private void follow(Connection connection) throws SQLException {
        for (long[] some = next(); some.length > 0; some = next()) {
            keep(Sql.numbers(connection, reached, some));
            // only now: it may have failed, to be begun again
            for (long each : some) {
                followed.add(each);
            }
            progress.accept(followed.size());
        }
    }

    /** Some that are kept and not followed yet. */
    private long[] next() {
        long[] some = new long[OBJECTS_AT_ONCE];
        int size = 0;
        for (long each = kept.nextNotIn(followed, 0);
                each >= 0 && size < OBJECTS_AT_ONCE;
                each = kept.nextNotIn(followed, each + 1)) {
            some[size++] = each;
        }
        return Arrays.copyOf(some, size);
    }
}

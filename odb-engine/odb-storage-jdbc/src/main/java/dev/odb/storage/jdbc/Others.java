package dev.odb.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What was committed that is not known in memory yet.
 *
 * @param transactions in the order of tids
 * @param upTo all transactions up to here are among them, or were known before
 */
record Others(List<Other> transactions, long upTo) {
    /** More objects than these are not remembered anyway. */
    private static final int MOST = Horizon.REMEMBERED_CHANGES;

    private static final String SELECT = "SELECT t.tid, t.commit_id, r.oid FROM odb_transaction t"
            + " LEFT JOIN odb_revision r ON r.serial = t.tid WHERE t.tid > ? AND t.tid <= ? ORDER BY t.tid LIMIT "
            + (MOST + 1);

    /**
     * A transaction.
     *
     * @param oids what it wrote, null if that is not known
     */
    record Other(long tid, long[] oids) {}

    /** None. */
    static Others none(long upTo) {
        return new Others(List.of(), upTo);
    }

    /** Any number of transactions of which it is not known what they wrote. */
    static Others unknown(long upTo) {
        return new Others(List.of(new Other(upTo, null)), upTo);
    }

    /**
     * Reads what was committed after a tid, up to one that is.
     *
     * @param own the incarnation before whose first transaction to stop, since that is published by the thread that committed
     *     it; null to stop at none
     */
    static Others between(Connection connection, long after, long upTo, UUID own) throws SQLException {
        Reader reader = new Reader(own == null ? null : own + "-");
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setLong(1, after);
            statement.setLong(2, upTo);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && reader.take(rows)) {
                    // the reader has it
                }
            }
        }
        reader.finish();
        long end = reader.ownTid == 0 ? upTo : reader.ownTid - 1;
        // what was packed away meanwhile is not among the rows
        boolean packed = Sql.number(connection, "SELECT packed_tid FROM odb_database") > after;
        return end > after && (packed || reader.rows > MOST) ? unknown(end) : new Others(reader.found, end);
    }

    private static final class Reader {
        private final String own;
        private final List<Other> found = new ArrayList<>();
        private long[] oids = new long[16];
        private int size;
        private int rows;
        private long tid;
        private long ownTid;

        Reader(String own) {
            this.own = own;
        }

        boolean take(ResultSet row) throws SQLException {
            rows++;
            long next = row.getLong(1);
            if (own != null && row.getString(2).startsWith(own)) {
                ownTid = next;
                return false;
            }
            if (next != tid) {
                finish();
                tid = next;
            }
            long oid = row.getLong(3);
            if (!row.wasNull()) {
                if (size == oids.length) {
                    oids = Arrays.copyOf(oids, 2 * size);
                }
                oids[size++] = oid;
            }
            return true;
        }

        void finish() {
            if (tid != 0) {
                found.add(new Other(tid, Arrays.copyOf(oids, size)));
                size = 0;
            }
        }
    }
}

package dev.odb.storage.jdbc;

import dev.odb.PackReport.Contents;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How much a database holds, or a pack has removed. One thread. */
final class PackCount {
    private static final int AT_ONCE = 5_000;

    private long bytes;
    private long objects;
    private long revisions;
    private long transactions;

    static PackCount of(Connections connections) {
        return connections.read(connection -> {
            PackCount count = new PackCount();
            count.add(
                    Sql.number(connection, "SELECT SUM(OCTET_LENGTH(data)) FROM odb_record"),
                    Sql.number(connection, "SELECT COUNT(*) FROM odb_object"),
                    Sql.number(connection, "SELECT COUNT(*) FROM odb_revision"),
                    Sql.number(connection, "SELECT COUNT(*) FROM odb_transaction"));
            return count;
        });
    }

    void add(long moreBytes, long moreObjects, long moreRevisions, long moreTransactions) {
        bytes += moreBytes;
        objects += moreObjects;
        revisions += moreRevisions;
        transactions += moreTransactions;
    }

    void add(PackCount other) {
        add(other.bytes, other.objects, other.revisions, other.transactions);
    }

    Contents contents() {
        return new Contents(bytes, objects, revisions, transactions);
    }

    Contents and(PackCount other) {
        PackCount sum = new PackCount();
        sum.add(this);
        sum.add(other);
        return sum.contents();
    }

    Contents without(PackCount other) {
        return new Contents(
                bytes - other.bytes,
                objects - other.objects,
                revisions - other.revisions,
                transactions - other.transactions);
    }

    /** What a pack to that time would remove, which has found this garbage. */
    static PackCount removable(Connections connections, PackGarbage garbage, long upTo) {
        PackCount count = new PackCount();
        count.objects = garbage.oids().size();
        Walk walk = new Walk(garbage, count);
        String sql = "SELECT r.serial, r.oid, CASE WHEN " + PackSql.stays("r", upTo)
                + " THEN 1 ELSE 0 END, COALESCE(OCTET_LENGTH(d.data), 0) FROM odb_revision r"
                + " LEFT JOIN odb_record d ON d.oid = r.oid AND d.serial = r.serial"
                + " WHERE r.serial >= ? AND (r.serial, r.oid) > (?, ?) AND r.serial <= " + upTo
                + " ORDER BY r.serial, r.oid LIMIT "
                + AT_ONCE;
        int size;
        do {
            size = connections.read(
                    connection -> Sql.query(connection, sql, walk::take, walk.serial, walk.serial, walk.oid));
        } while (size == AT_ONCE);
        walk.end();
        count.transactions += connections.read(connection -> Sql.number(
                connection, "SELECT COUNT(*) FROM odb_transaction t WHERE tid <= ? AND " + PackRemoval.EMPTY, upTo));
        return count;
    }

    /** Over the revisions of one transaction after another. */
    private static final class Walk {
        private final PackGarbage garbage;
        private final PackCount count;
        private long serial;
        private long oid = -1;
        private boolean stays = true;

        Walk(PackGarbage garbage, PackCount count) {
            this.garbage = garbage;
            this.count = count;
        }

        void take(ResultSet row) throws SQLException {
            if (row.getLong(1) != serial) {
                end();
                stays = false;
            }
            serial = row.getLong(1);
            oid = row.getLong(2);
            if (row.getInt(3) == 1 && !garbage.oids().contains(oid)) {
                stays = true;
            } else {
                count.add(row.getLong(4), 0, 1, 0);
            }
        }

        void end() {
            count.transactions += stays ? 0 : 1;
        }
    }
}

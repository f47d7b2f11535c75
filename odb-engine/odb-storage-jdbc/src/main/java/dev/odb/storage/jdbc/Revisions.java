package dev.odb.storage.jdbc;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads revisions of objects, each with one statement. A record without bytes is a tombstone. */
final class Revisions {
    private static final byte[] TOMBSTONE = {};
    private static final String NEWEST =
            "SELECT r.serial, d.data, r.version, r.nv, r.pre, r.prevhead FROM odb_revision r LEFT JOIN odb_record d"
                    + " ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
                    + " WHERE r.oid = ? AND r.serial <= ? ORDER BY r.serial DESC LIMIT ?";

    private static final String WRITTEN =
            "SELECT r.oid, d.data, r.version, r.nv, r.pre, r.prevhead FROM odb_revision r LEFT JOIN odb_record d"
                    + " ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
                    + " WHERE r.serial = ? AND r.oid >= ? AND r.oid <= ?";

    private static final String FIELDS = "SELECT r.version, r.nv, r.pre, r.dataserial, r.prevhead, d.oid"
            + " FROM odb_revision r LEFT JOIN odb_record d ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
            + " WHERE r.oid = ? AND r.serial = ?";

    private static final String HEADS = "SELECT o.oid, o.serial, d.data FROM odb_object o"
            + " JOIN odb_revision r ON r.oid = o.oid AND r.serial = o.serial"
            + " JOIN odb_record d ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial)"
            + " WHERE o.oid = ANY(?) AND o.serial <= ? AND r.version = ''"
            + " AND r.pre IS NOT DISTINCT FROM r.prevhead AND OCTET_LENGTH(d.data) <= ?";

    private Revisions() {}

    /** The newest revisions of these objects that are plain ones, no tombstones, and not above the snapshot. */
    static Map<Long, Revision> heads(Connection connection, long[] oids, long snapshot, int maxBytes)
            throws SQLException {
        Map<Long, Revision> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(HEADS)) {
            Array array = Dialect.array(connection, oids, 0, oids.length);
            statement.setArray(1, array);
            statement.setLong(2, snapshot);
            statement.setInt(3, maxBytes);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong(1), new Revision(rows.getLong(2), rows.getBytes(3)));
                }
            }
            array.free();
        }
        return found;
    }

    /** The newest not above the snapshot, a tombstone perhaps; or null. */
    static Revision newest(Connection connection, long oid, long snapshot) throws SQLException {
        List<Revision> found = newest(connection, oid, snapshot, 1);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The newest ones, newest first. */
    static List<Revision> newest(Connection connection, long oid, long snapshot, int most) throws SQLException {
        List<Revision> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setLong(1, oid);
            statement.setLong(2, snapshot);
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byte[] data = rows.getBytes(2);
                    found.add(new Revision(rows.getLong(1), data == null ? TOMBSTONE : data, lineage(rows, 3)));
                }
            }
        }
        return found;
    }

    /** What a transaction wrote of the objects from one oid to another, by oid. */
    static Map<Long, Revision> written(Connection connection, long tid, long first, long last) throws SQLException {
        Map<Long, Revision> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            statement.setLong(1, tid);
            statement.setLong(2, first);
            statement.setLong(3, last);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byte[] data = rows.getBytes(2);
                    found.put(rows.getLong(1), new Revision(tid, data == null ? TOMBSTONE : data, lineage(rows, 3)));
                }
            }
        }
        return found;
    }

    /** From version, nv, pre and prevhead, which stand there from a column on; null if it is a plain one. */
    private static Lineage lineage(ResultSet row, int column) throws SQLException {
        String version = row.getString(column);
        long pre = row.getLong(column + 2);
        return version.isEmpty() && pre == row.getLong(column + 3)
                ? null
                : new Lineage(version, row.getLong(column + 1), pre);
    }

    /** The row of one revision, or null. */
    static RevisionFields fields(Connection connection, long oid, long serial) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIELDS)) {
            statement.setLong(1, oid);
            statement.setLong(2, serial);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Lineage lineage = new Lineage(row.getString(1), row.getLong(2), row.getLong(3));
                return new RevisionFields(serial, lineage, row.getLong(4), row.getLong(5), row.getObject(6) == null);
            }
        }
    }

    /** Null for a tombstone as for none. */
    static Revision existing(Revision stored) {
        return stored == null || stored.record().length == 0 ? null : stored;
    }
}

package dev.odb.storage.jdbc;

/** What a pack keeps, in the words of SQL. {@code r} is a revision, {@code upTo} the pack time. */
final class PackSql {
    private PackSql() {}

    /** The serial of the revision that was current at the pack time. */
    private static String current(String r, String upTo) {
        return "(SELECT COALESCE(MAX(q.serial), 0) FROM odb_revision q WHERE q.oid = " + r + ".oid AND q.serial <= "
                + upTo + ")";
    }

    /** Whether a revision stays if its object does: as the current one, a later one, or what is outside of a version of these. */
    static String stays(String r, long upTo) {
        return stays(r, String.valueOf(upTo));
    }

    /** Whether a revision is left by the last pack, which may have been killed before it had removed everything. */
    static String isLeft(String r) {
        String packed = "(SELECT packed_tid FROM odb_database)";
        return "(NOT (SELECT pack_unfinished FROM odb_database) OR " + r + ".serial > " + packed + " OR "
                + stays(r, packed) + ")";
    }

    private static String stays(String r, String upTo) {
        return "(" + r + ".serial >= " + current(r, upTo) + " OR EXISTS (SELECT 1 FROM odb_revision v WHERE v.oid = "
                + r + ".oid AND v.nv = " + r + ".serial AND v.serial >= " + current("v", upTo) + "))";
    }
}

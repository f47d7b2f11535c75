package dev.odb.core.audit;

import dev.odb.AuditChange;
import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import java.util.Locale;
import java.util.function.Predicate;

/** Which entries are asked for, but for the time; what costs least is looked at first. */
record AuditFilter(AuditQuery query) implements Predicate<AuditEntry> {
    @Override
    public boolean test(AuditEntry entry) {
        return (query.user() == null || query.user().equals(entry.user()))
                && contains(entry.description(), query.description())
                && entry.properties().entrySet().containsAll(query.properties().entrySet())
                && (query.oid() == null || find(entry, query.oid()) >= 0)
                && (query.className() == null || ofClass(entry));
    }

    private static boolean contains(String description, String text) {
        return description.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    /** They are in the order of oids. */
    private static int find(AuditEntry entry, long oid) {
        OidList oids = (OidList) entry.changes();
        int low = 0;
        int high = oids.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = Long.compare(oids.oid(middle), oid);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private boolean ofClass(AuditEntry entry) {
        for (AuditChange change : entry.changes()) {
            if (change.className().equals(query.className())) {
                return true;
            }
        }
        return false;
    }
}

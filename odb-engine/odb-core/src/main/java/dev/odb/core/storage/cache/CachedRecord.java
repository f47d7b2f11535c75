package dev.odb.core.storage.cache;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;

/** A revision and the newest tid up to which it is known to be its object's newest. */
final class CachedRecord {
    /** What an entry takes beside the bytes of its record: itself, the array's header, its place in the table. */
    static final int OVERHEAD = 80;
    /** What a lineage takes beside the letters of its version. */
    private static final int LINEAGE = 80;

    final long oid;
    final long serial;
    final byte[] record;
    /** Null for most. */
    final Lineage lineage;
    /** Only ever set to tids for which it is true, so that of two threads either may win. */
    private volatile long until;
    /** Used since the clock's hand passed. */
    boolean used;

    CachedRecord(long oid, Revision revision, long until) {
        this.oid = oid;
        this.serial = revision.serial();
        this.record = revision.record();
        this.lineage = revision.lineage();
        this.until = until;
    }

    long until() {
        return until;
    }

    void prolong(long tid) {
        if (tid > until) {
            until = tid;
        }
    }

    long bytes() {
        return record.length
                + OVERHEAD
                + (lineage == null ? 0 : LINEAGE + 2L * lineage.version().length());
    }
}

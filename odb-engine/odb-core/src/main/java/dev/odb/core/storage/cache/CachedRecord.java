package dev.odb.core.storage.cache;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;

/** A revision and the newest tid up to which it is known to be its object's newest. */
class CachedRecord {
    /** What an entry takes beside the bytes of its record: itself, the array's header, its place in the table. */
    static final int OVERHEAD = 80;

    final long oid;
    final long serial;
    final byte[] record;
    /** Only ever set to tids for which it is true, so that of two threads either may win. */
    private volatile long until;
    /** Used since the clock's hand passed. */
    boolean used;

    CachedRecord(long oid, long serial, byte[] record, long until) {
        this.oid = oid;
        this.serial = serial;
        this.record = record;
        this.until = until;
    }

    /** Of a plain revision, or of one with a lineage; then {@code before} may have what others see in its place. */
    static CachedRecord of(long oid, Revision revision, long until, CachedRecord before) {
        Lineage lineage = revision.lineage();
        if (lineage == null) {
            return new CachedRecord(oid, revision.serial(), revision.record(), until);
        }
        Revision outside = before == null || lineage.nv() == 0 ? null : before.exactly(lineage.nv());
        return new VersionRecord(oid, revision, until, outside);
    }

    Lineage lineage() {
        return null;
    }

    /** The revision of that serial, if it is this one or what others see in its place; or null. */
    Revision exactly(long wanted) {
        return wanted == serial ? revision() : null;
    }

    Revision revision() {
        return new Revision(serial, record, lineage());
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
        return record.length + OVERHEAD;
    }
}

package dev.odb.core.storage.cache;

/** A revision and the newest tid up to which it is known to be its object's newest. */
final class CachedRecord {
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

package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.write;

/** What two threads do to one storage in a stress test. Two objects are there already. */
public final class CommitScript {
    private static final long A = 1;
    private static final long B = 2;

    private final Storage storage;
    private final long first;

    /** For an empty storage. */
    public CommitScript(Storage storage) {
        this.storage = storage;
        try {
            first = storage.commit(batch(write(A, 0, "a"), write(B, 0, "b")), tid -> {});
        } catch (StaleRecordsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes both objects; whether it could. */
    public boolean commitBoth() {
        try {
            storage.commit(batch(write(A, first, "a2"), write(B, first, "b2")), tid -> {});
            return true;
        } catch (StaleRecordsException lost) {
            return false;
        }
    }

    /** The same in two phases. */
    public boolean prepareAndCommitBoth() {
        try {
            storage.prepare(branch(1, 1), batch(write(A, first, "a2"), write(B, first, "b2")));
            storage.commitPrepared(branch(1, 1), tid -> {});
            return true;
        } catch (StaleRecordsException lost) {
            return false;
        }
    }

    /** Which revision of an object the newest snapshot shows, 1 or 2, read B before A; as two digits, A first. */
    public int read() {
        long snapshot = storage.lastTid();
        int b = revision(B, snapshot);
        return 10 * revision(A, snapshot) + b;
    }

    /** The same of one object, read twice in one snapshot. */
    public int readTwice() {
        long snapshot = storage.lastTid();
        int once = revision(A, snapshot);
        return 10 * once + revision(A, snapshot);
    }

    private int revision(long oid, long snapshot) {
        Revision revision = storage.load(oid, snapshot);
        boolean whole = revision.record().length == (revision.serial() == first ? 1 : 2);
        return whole ? revision.record().length : 9;
    }

    /**
     * What a connection is told whose last snapshot was the first one: 0 if its new snapshot is the same, 2 if it is newer
     * and both objects are named, 1 if less is.
     */
    public int newSnapshot() {
        long snapshot = storage.lastTid();
        if (snapshot == first) {
            return 0;
        }
        long[] changed = storage.changedBetween(first, snapshot);
        return changed != null && changed.length == 2 ? 2 : 1;
    }
}

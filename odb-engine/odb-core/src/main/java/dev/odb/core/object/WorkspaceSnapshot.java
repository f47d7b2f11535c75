package dev.odb.core.object;

import dev.odb.core.transaction.Snapshots;

/**
 * The state of the database that the transactions of one workspace see, one after the other. Fixed by the first use of
 * each, which is also when the objects of earlier transactions are brought to it. Not thread-safe.
 */
final class WorkspaceSnapshot {
    /** For one that is each time fixed at what is newest then. */
    static final long NEWEST = -1;

    private static final long NONE = -1;

    private final DatabaseContext database;
    private final ObjectCopies objects;
    private final long past;
    private Snapshots.Held held;
    private int packs;
    private long tid = NONE;
    private long settled = NONE;

    /**
     * Not fixed yet.
     *
     * @param past the tid of the one state it is to be of for ever, or {@link #NEWEST}
     */
    WorkspaceSnapshot(DatabaseContext database, ObjectCopies objects, long past) {
        this.packs = database.commits().packed().packs();
        this.database = database;
        this.objects = objects;
        this.past = past;
    }

    boolean isPast() {
        return past != NEWEST;
    }

    /** The tid it is fixed at for ever, if it is of the past. */
    long past() {
        return past;
    }

    /** The tid up to which commits are seen; -1 if that is not fixed yet. */
    long tid() {
        return tid;
    }

    /** Fixes it if it is not fixed yet. */
    void fix() {
        if (tid == NONE) {
            fixNow();
        }
    }

    private void fixNow() {
        // asked before, so that nothing is missed; what is there too early is only dropped too early
        int packsBefore = database.commits().packed().packs();
        long now = isPast() ? past : take();
        tid = now;
        if (packsBefore != packs) {
            packs = packsBefore;
            objects.dropUnless(oid -> !database.storage().isRemoved(oid));
        }
        if (settled != NONE && settled != now) {
            objects.invalidate(database.storage().changedBetween(settled, now), NONE);
        }
        objects.makeRoom();
    }

    private long take() {
        held = database.commits().snapshots().take();
        return held.tid();
    }

    /** Nothing is read from it any more. */
    void release() {
        if (held != null) {
            database.commits().snapshots().release(held);
            held = null;
        }
    }

    /**
     * The transaction has committed, and the next one fixes another snapshot.
     *
     * @param own the commit's tid, or 0 if nothing was written
     */
    void nextAfterCommit(long own) {
        next(own != 0 ? own : tid);
    }

    /** Drops the state of what others have written since the snapshot, up to the transaction's own commit. */
    void dropChangedBefore(long own) {
        if (tid != NONE) {
            objects.invalidate(database.storage().changedBetween(tid, own - 1), own);
        }
    }

    /** The transaction was rolled back, and the next one fixes another snapshot. */
    void nextAfterRollback() {
        next(tid == NONE ? settled : tid);
    }

    private void next(long at) {
        release();
        settled = at;
        tid = NONE;
    }
}

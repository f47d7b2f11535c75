package dev.odb.core.transaction;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Jfr;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Writes;

/**
 * When a commit has got how far; there is one only while somebody records commits. A class of its own, since a lambda that
 * names the event cannot be linked where there is no flight recorder.
 */
final class CommitTimes {
    private final CommitEvent event = new CommitEvent();
    private final long begun = System.nanoTime();
    private long locked = begun;
    private long appended;

    private CommitTimes(String phase) {
        event.phase = phase;
        event.begin();
    }

    /** Those of one that begins, or null if nobody wants them. */
    static CommitTimes start(String phase) {
        return Jfr.isUsed() && CommitEvent.isOn() ? new CommitTimes(phase) : null;
    }

    /** It holds its locks, and will write these. Counted here, while the commit may still fail. */
    void locked(Writes writes) {
        event.objects = writes.size();
        for (int i = 0; i < writes.size(); i++) {
            event.bytes += writes.length(i);
        }
        locked = System.nanoTime();
    }

    /** It stands in the log. */
    void appended() {
        appended = System.nanoTime();
    }

    /** It is durable. */
    void done(Storage storage, BranchId branch, long tid, int merged) {
        event.end();
        if (event.shouldCommit()) {
            long now = System.nanoTime();
            event.database = storage.location();
            event.branch = branch == null ? null : branch.toString();
            event.tid = tid;
            event.merged = merged;
            event.locking = locked - begun;
            event.appending = (appended == 0 ? now : appended) - locked;
            event.forcing = appended == 0 ? 0 : now - appended;
            event.commit();
        }
    }
}

package dev.odb.storage.jdbc;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.local.ChangeRing;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * Up to where this process knows what was committed, and what the last commits wrote. Everything becomes known here, in the
 * order of tids: own commits when they are published, those of others when somebody has looked. Any thread.
 */
final class Horizon {
    static final int REMEMBERED_CHANGES = 1 << 18;

    private final ChangeRing changes;
    private final List<OthersListener> listeners = new CopyOnWriteArrayList<>();
    private volatile long lastTid;

    Horizon(long lastTid) {
        this.lastTid = lastTid;
        changes = new ChangeRing(lastTid, REMEMBERED_CHANGES);
    }

    long lastTid() {
        return lastTid;
    }

    long[] changedBetween(long after, long upTo) {
        return changes.between(after, upTo);
    }

    void onOthers(OthersListener listener) {
        listeners.add(listener);
    }

    /** What others have committed; what is known already is passed over. */
    void learn(Others others) {
        long before = lastTid;
        synchronized (this) {
            for (Others.Other other : others.transactions()) {
                if (other.tid() > lastTid) {
                    if (other.oids() == null) {
                        changes.forget(other.tid());
                    } else {
                        changes.add(other.tid(), other.oids());
                    }
                    listeners.forEach(listener -> listener.committed(other.tid(), other.oids()));
                    lastTid = other.tid();
                }
            }
            lastTid = Math.max(lastTid, others.upTo());
        }
        if (lastTid > before && !others.transactions().isEmpty()) {
            listeners.forEach(OthersListener::published);
        }
    }

    /** A commit of this process, after everything that came before it is known. */
    void publish(long tid, long[] oids, LongConsumer appended) {
        synchronized (this) {
            try {
                changes.add(tid, oids);
                appended.accept(tid);
            } finally {
                // it is committed, whatever came of telling somebody
                lastTid = tid;
            }
        }
    }

    /** A pack of another process has removed these. */
    void packed(OidSet oids) {
        listeners.forEach(listener -> listener.packed(oids));
    }

    /** Branches that this process prepared were decided by others. */
    void decided(List<BranchId> branches) {
        branches.forEach(id -> listeners.forEach(listener -> listener.decided(id)));
    }
}

package dev.odb.core.transaction;

import dev.odb.core.storage.Storage;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The snapshots that somebody reads: a pack goes no further than the oldest of them. Entering one takes no lock: whoever
 * enters looks afterwards whether a pack has set its bound meanwhile, and a pack sets its bound before it looks who is
 * there, so that one of them sees the other. All threads may use it.
 */
public final class Snapshots {
    private final Storage storage;
    private final Set<Held> live = ConcurrentHashMap.newKeySet();
    private volatile long bound;
    /** What the other processes know that nobody here will read below, but for the past. */
    private volatile long floor;

    /** Of an open storage. */
    public Snapshots(Storage storage) {
        this.storage = storage;
        bound = storage.packedTid();
        storage.liveSnapshots(this::oldest);
    }

    /** For other processes; as with a pack, whoever enters meanwhile sees the floor, or is seen. */
    private long oldest() {
        long newest = storage.lastTid();
        floor = newest;
        Held oldest = oldestBelow(newest);
        return oldest == null ? newest : oldest.tid;
    }

    /** A snapshot that is read until it is {@linkplain #release released}. */
    public static final class Held {
        private final String holder = Thread.currentThread().getName();
        private final long since = System.currentTimeMillis();
        private final boolean past;
        private volatile long tid;

        private Held(long tid, boolean past) {
            this.tid = tid;
            this.past = past;
        }

        /** The tid up to which commits are seen. */
        public long tid() {
            return tid;
        }

        @Override
        public String toString() {
            return (past ? "a reader of the past that thread '" : "a transaction that thread '") + holder
                    + "' began at " + Instant.ofEpochMilli(since) + " reads snapshot " + tid;
        }
    }

    /** Enters the newest one, of whatever process. */
    public Held take() {
        storage.poll();
        Held held = new Held(storage.lastTid(), false);
        live.add(held);
        while (held.tid < bound || held.tid < floor) {
            held.tid = storage.lastTid();
        }
        return held;
    }

    /** Enters a past one; null if it is or will be packed away. */
    public Held takePast(long tid) {
        Held held = new Held(tid, true);
        live.add(held);
        if (tid < bound || !storage.announcePast(tid)) {
            release(held);
            return null;
        }
        return held;
    }

    /** It is read no more. */
    public void release(Held held) {
        live.remove(held);
    }

    /** The one with the lowest tid of those below the tid, or null. */
    public Held oldestBelow(long tid) {
        Held oldest = null;
        long lowest = tid;
        for (Held held : live) {
            if (held.tid < lowest) {
                lowest = held.tid;
                oldest = held;
            }
        }
        return oldest;
    }

    /** Below it nobody can enter a snapshot. */
    public long bound() {
        return bound;
    }

    /** From now on nobody can enter a snapshot below the tid. */
    public void bound(long tid) {
        bound = tid;
    }
}

package dev.odb.core.transaction;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whoever holds object locks: a transaction, a reservation that becomes one, or a branch prepared earlier. All its state
 * is guarded by the lock table's monitor.
 */
public final class LockOwner {
    private static final AtomicLong AGE = new AtomicLong();

    final long age = AGE.getAndIncrement();
    /** Whose transaction it is; null once nobody works in it any more. */
    Thread thread;

    /** The thread's or the branch's. */
    private final String name;

    private final boolean ofThread;
    /** Locks that others share or have asked for. */
    final Set<ObjectLock> held = new HashSet<>();
    /** All its other locks. */
    SoleLocks.Token sole = new SoleLocks.Token(this);

    volatile LockWait waiting;

    /** It holds locks for a replay, from before its transaction began. */
    boolean reserves;

    /** It is a transaction's last attempt, or will be: it closes the commit gate, and others give up for it. */
    boolean last;

    private LockOwner(Thread thread, String name) {
        this.thread = thread;
        this.ofThread = thread != null;
        this.name = name;
    }

    /** For a transaction of the calling thread. */
    public static LockOwner ofThread() {
        Thread thread = Thread.currentThread();
        return new LockOwner(thread, thread.getName());
    }

    /** For a branch that was prepared by an earlier process. */
    static LockOwner ofBranch(String branch) {
        return new LockOwner(null, branch);
    }

    boolean holdsNothing() {
        return held.isEmpty() && sole.isEmpty();
    }

    /** Which of two in a cycle gives up: never a last attempt if the other is none, else the younger. */
    LockOwner weaker(LockOwner other) {
        if (last != other.last) {
            return last ? other : this;
        }
        return age > other.age ? this : other;
    }

    @Override
    public String toString() {
        return ofThread ? "a transaction of thread '" + name + "'" : "prepared branch " + name;
    }
}

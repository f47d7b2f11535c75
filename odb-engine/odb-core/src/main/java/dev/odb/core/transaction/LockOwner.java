package dev.odb.core.transaction;

import dev.odb.core.storage.BranchId;
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

    private final String threadName;
    /** Whose prepare it is, or was; null while it is none. */
    private BranchId branch;
    /** Locks that others share or have asked for. */
    final Set<ObjectLock> held = new HashSet<>();
    /** All its other locks. */
    SoleLocks.Token sole = new SoleLocks.Token(this);

    volatile LockWait waiting;

    /** It holds locks for a replay, from before its transaction began. */
    boolean reserves;

    /** It is a transaction's last attempt, or will be: it closes the commit gate, and others give up for it. */
    boolean last;

    private LockOwner(Thread thread) {
        this.thread = thread;
        this.threadName = thread == null ? "" : thread.getName();
    }

    /** For a transaction of the calling thread. */
    public static LockOwner ofThread() {
        return new LockOwner(Thread.currentThread());
    }

    /** For a branch that was prepared by an earlier process. */
    static LockOwner ofBranch(BranchId branch) {
        LockOwner owner = new LockOwner(null);
        owner.branch = branch;
        return owner;
    }

    /** It prepares a branch of that name. */
    void prepares(BranchId id) {
        branch = id;
    }

    /** The branch that it is, once that is prepared; else null. */
    BranchId inDoubt() {
        return thread == null ? branch : null;
    }

    /** Whether it is a branch that is prepared or being prepared. */
    boolean isBranch() {
        return branch != null;
    }

    /** Whether both are branches of one global transaction. */
    boolean sameGlobal(LockOwner other) {
        return branch != null && other.branch != null && branch.sameGlobal(other.branch);
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
        return inDoubt() == null ? "a transaction of thread '" + threadName + "'" : "prepared branch " + branch;
    }
}

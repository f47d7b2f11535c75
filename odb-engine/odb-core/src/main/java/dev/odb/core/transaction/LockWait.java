package dev.odb.core.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;

/** One owner waiting for something; guarded by the lock table's monitor. */
final class LockWait {
    final LockOwner owner;
    final boolean exclusive;
    final Condition wakeUp;
    final Supplier<List<LockOwner>> blockers;
    boolean victim;
    /** Whether it is to close the commit gate. */
    boolean forGate;

    LockWait(LockOwner owner, boolean exclusive, Condition wakeUp, Supplier<List<LockOwner>> blockers) {
        this.owner = owner;
        this.exclusive = exclusive;
        this.wakeUp = wakeUp;
        this.blockers = blockers;
    }

    /** Whom a request for a lock waits for: its holders and those who came first. */
    static List<LockOwner> blockers(ObjectLock lock, LockOwner owner) {
        List<LockOwner> all = new ArrayList<>();
        if (lock.exclusive != null && lock.exclusive != owner) {
            all.add(lock.exclusive);
        }
        for (LockOwner other : lock.shared) {
            if (other != owner) {
                all.add(other);
            }
        }
        for (LockWait earlier : lock.queue) {
            if (earlier.owner == owner) {
                break;
            }
            all.add(earlier.owner);
        }
        return all;
    }
}

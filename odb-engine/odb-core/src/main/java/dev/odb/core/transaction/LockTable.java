package dev.odb.core.transaction;

import dev.odb.core.transaction.LockRefusedException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The object locks of one database and its commit gate. Locks are taken by committing transactions, in oid order and
 * first come first served, and by replays before they begin; they are never needed for reading. All threads may use it;
 * one monitor guards everything, held only for steps in memory.
 */
final class LockTable {
    /** Stands for the commit gate where an oid is named. */
    static final long GATE = -1;

    private final ReentrantLock monitor = new ReentrantLock();
    private final Map<Long, ObjectLock> locks = new HashMap<>();
    private final Set<LockOwner> committing = new HashSet<>();
    private final List<LockWait> atGate = new ArrayList<>();
    private LockOwner gate;

    /** Takes locks, waiting in line where needed; those taken before a refusal stay until {@link #release}. */
    void lock(LockOwner owner, long[] oids, boolean exclusive, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            for (long oid : oids) {
                lock(owner, locks.computeIfAbsent(oid, ObjectLock::new), exclusive, deadline);
            }
        } finally {
            monitor.unlock();
        }
    }

    /**
     * Takes exclusive and shared locks in one oid order, as {@link #lock(LockOwner, long[], boolean, long)} does. In two
     * orders, one after the other, two transactions that write what the other reads would wait for each other.
     *
     * @param exclusive sorted
     * @param shared sorted
     */
    void lock(LockOwner owner, long[] exclusive, long[] shared, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            int e = 0;
            int s = 0;
            while (e < exclusive.length || s < shared.length) {
                boolean writes = s == shared.length || e < exclusive.length && exclusive[e] <= shared[s];
                long oid = writes ? exclusive[e++] : shared[s++];
                lock(owner, locks.computeIfAbsent(oid, ObjectLock::new), writes, deadline);
            }
        } finally {
            monitor.unlock();
        }
    }

    private void lock(LockOwner owner, ObjectLock lock, boolean exclusive, long deadline) throws LockRefusedException {
        boolean mayPass = lock.queue.isEmpty() || lock.heldBy(owner);
        if (!mayPass || !lock.free(owner, exclusive)) {
            LockWait wait =
                    new LockWait(owner, exclusive, monitor.newCondition(), () -> LockWait.blockers(lock, owner));
            // an owner that already shares the lock goes first: nobody behind could be served before it
            if (lock.heldBy(owner)) {
                lock.queue.addFirst(wait);
            } else {
                lock.queue.add(wait);
            }
            try {
                await(wait, lock.oid, () -> lock.queue.peek() == wait && lock.free(owner, exclusive), deadline);
            } finally {
                lock.queue.remove(wait);
                wakeFirst(lock);
            }
        }
        lock.grant(owner, exclusive);
        wakeFirst(lock);
    }

    /** Lets everything go that the owner holds. */
    void release(LockOwner owner) {
        monitor.lock();
        try {
            if (gate == owner) {
                gate = null;
                wakeGate();
            }
            for (ObjectLock lock : owner.held) {
                lock.drop(owner);
                wakeFirst(lock);
                if (lock.unused()) {
                    locks.remove(lock.oid);
                }
            }
            owner.held.clear();
        } finally {
            monitor.unlock();
        }
    }

    /** Waits until nobody else holds the commit gate; until {@link #leaveCommit} the gate is not given away. */
    void enterCommit(LockOwner owner, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            if (gate != null && gate != owner) {
                LockWait wait = new LockWait(owner, true, monitor.newCondition(), () -> gateHolder(owner));
                waitAtGate(wait, () -> gate == null || gate == owner, deadline);
            }
            committing.add(owner);
        } finally {
            monitor.unlock();
        }
    }

    /** Ends {@link #enterCommit}. */
    void leaveCommit(LockOwner owner) {
        monitor.lock();
        try {
            committing.remove(owner);
            wakeGate();
        } finally {
            monitor.unlock();
        }
    }

    /** Takes the commit gate: waits until no other holds it or is committing. Released with the owner's locks. */
    void closeGate(LockOwner owner, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            BooleanSupplier free = () -> gate == null && committing.isEmpty();
            if (!free.getAsBoolean()) {
                LockWait wait = new LockWait(owner, true, monitor.newCondition(), () -> gateBlockers(owner));
                wait.forGate = true;
                waitAtGate(wait, free, deadline);
            }
            gate = owner;
        } finally {
            monitor.unlock();
        }
    }

    private void waitAtGate(LockWait wait, BooleanSupplier free, long deadline) throws LockRefusedException {
        atGate.add(wait);
        try {
            await(wait, GATE, free, deadline);
        } finally {
            atGate.remove(wait);
        }
    }

    private void await(LockWait wait, long oid, BooleanSupplier free, long deadline) throws LockRefusedException {
        LockOwner owner = wait.owner;
        owner.waiting = wait;
        try {
            while (!free.getAsBoolean()) {
                breakCycle(wait, oid);
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw refused(Reason.TIMEOUT, wait, oid);
                }
                try {
                    wait.wakeUp.awaitNanos(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw refused(Reason.TIMEOUT, wait, oid);
                }
            }
        } finally {
            owner.waiting = null;
        }
    }

    private void breakCycle(LockWait wait, long oid) throws LockRefusedException {
        for (LockOwner blocker : wait.blockers.get()) {
            if (blocker.thread == Thread.currentThread()) {
                throw refused(Reason.SAME_THREAD, wait, oid);
            }
        }
        List<LockOwner> cycle = new ArrayList<>();
        if (findCycle(wait.owner, wait.owner, cycle, new HashSet<>())) {
            cycle.add(wait.owner);
            LockWait victim = victim(cycle).waiting;
            victim.victim = true;
            victim.wakeUp.signal();
        }
        if (wait.victim) {
            throw refused(Reason.CYCLE, wait, oid);
        }
    }

    /** The youngest, but not who has or wants the commit gate while there is another: that is a last attempt. */
    private LockOwner victim(List<LockOwner> cycle) {
        return cycle.stream()
                .max(Comparator.<LockOwner, Boolean>comparing(owner -> owner != gate && !owner.waiting.forGate)
                        .thenComparing(owner -> owner.age))
                .orElseThrow();
    }

    private static boolean findCycle(LockOwner from, LockOwner start, List<LockOwner> path, Set<LockOwner> seen) {
        if (from.waiting == null || from.waiting.victim) {
            return false;
        }
        for (LockOwner next : from.waiting.blockers.get()) {
            if (next == start) {
                return true;
            }
            if (seen.add(next)) {
                path.add(next);
                if (findCycle(next, start, path, seen)) {
                    return true;
                }
                path.remove(path.size() - 1);
            }
        }
        return false;
    }

    private List<LockOwner> gateHolder(LockOwner owner) {
        return gate == null || gate == owner ? List.of() : List.of(gate);
    }

    private List<LockOwner> gateBlockers(LockOwner owner) {
        List<LockOwner> all = new ArrayList<>(gateHolder(owner));
        all.addAll(committing);
        return all;
    }

    private static LockRefusedException refused(Reason reason, LockWait wait, long oid) {
        List<LockOwner> blockers = wait.blockers.get();
        return new LockRefusedException(
                reason, oid, blockers.isEmpty() ? "nobody" : blockers.get(0).toString());
    }

    private static void wakeFirst(ObjectLock lock) {
        LockWait first = lock.queue.peek();
        if (first != null && lock.free(first.owner, first.exclusive)) {
            first.wakeUp.signal();
        }
    }

    private void wakeGate() {
        atGate.forEach(wait -> wait.wakeUp.signal());
    }
}

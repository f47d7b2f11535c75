package dev.odb.core.transaction;

import dev.odb.core.storage.BranchId;
import dev.odb.core.transaction.LockRefusedException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The object locks of one database and its commit gate. Locks are taken by committing transactions, in oid order and
 * first come first served, and by replays before they begin; they are never needed for reading. All threads may use it;
 * one monitor guards everything, held only for steps in memory.
 */
final class LockTable {
    /** Stands for the commit gate where an oid is named. */
    static final long GATE = -1;

    private final ReentrantLock monitor = new ReentrantLock();
    /** So many locks are taken before others get a turn. */
    private static final int PIECE = 4096;

    /** Locks that are shared, or that more than one has asked for; never one that is among the sole ones. */
    private final Map<Long, ObjectLock> locks = new HashMap<>();

    private final SoleLocks sole = new SoleLocks();
    private final Set<LockOwner> committing = new HashSet<>();
    private final Set<LockOwner> undecided = new HashSet<>();
    private final List<LockWait> atGate = new ArrayList<>();
    private final Set<LockOwner> closing = new LinkedHashSet<>();
    private LockOwner gate;
    private boolean closed;

    /** Takes locks, waiting in line where needed; those taken before a refusal stay until {@link #release}. */
    void lock(LockOwner owner, long[] oids, boolean exclusive, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            for (int i = 0; i < oids.length; i++) {
                lock(owner, oids[i], exclusive, deadline);
                giveOthersATurn(i);
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
                lock(owner, oid, writes, deadline);
                giveOthersATurn(e + s);
            }
        } finally {
            monitor.unlock();
        }
    }

    private void giveOthersATurn(int taken) {
        if (taken % PIECE == PIECE - 1) {
            monitor.unlock();
            monitor.lock();
        }
    }

    private void lock(LockOwner owner, long oid, boolean exclusive, long deadline) throws LockRefusedException {
        ObjectLock lock = locks.get(oid);
        if (lock == null) {
            LockOwner holder = sole.holder(oid);
            if (holder == owner) {
                return;
            }
            if (holder == null && exclusive) {
                sole.take(oid, owner.sole);
                return;
            }
            lock = new ObjectLock(oid);
            locks.put(oid, lock);
            if (holder != null) {
                sole.remove(oid);
                lock.grant(holder, true);
            }
        }
        lock(owner, lock, exclusive, deadline);
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
            } catch (LockRefusedException e) {
                lock.queue.remove(wait);
                wakeFirst(lock);
                dropUnused(lock);
                throw e;
            }
            lock.queue.remove(wait);
        }
        lock.grant(owner, exclusive);
        wakeFirst(lock);
    }

    /**
     * Those of some objects that others hold for themselves at this moment, or wait for. Takes no lock and does not wait; of
     * very many objects it says nothing.
     */
    long[] wantedByOthers(LockOwner owner, long[] oids) {
        if (oids.length > PIECE) {
            return new long[0];
        }
        monitor.lock();
        try {
            return Arrays.stream(oids)
                    .filter(oid -> isWantedByOthers(owner, oid))
                    .toArray();
        } finally {
            monitor.unlock();
        }
    }

    private boolean isWantedByOthers(LockOwner owner, long oid) {
        ObjectLock lock = locks.get(oid);
        if (lock == null) {
            LockOwner holder = sole.holder(oid);
            return holder != null && holder != owner;
        }
        return lock.exclusive == null ? lock.queue.stream().anyMatch(wait -> wait.exclusive) : lock.exclusive != owner;
    }

    /** The database closes: nobody waits any more, for who waits holds its application's classes. */
    void close() {
        monitor.lock();
        try {
            closed = true;
            locks.values().forEach(lock -> lock.queue.forEach(wait -> wait.wakeUp.signal()));
            atGate.forEach(wait -> wait.wakeUp.signal());
        } finally {
            monitor.unlock();
        }
    }

    /** Lets everything go that the owner holds. */
    void release(LockOwner owner) {
        monitor.lock();
        try {
            if (gate == owner) {
                gate = null;
                wakeGate();
            }
            if (undecided.remove(owner)) {
                wakeGate();
            }
            if (!owner.held.isEmpty()) {
                for (ObjectLock lock : owner.held) {
                    lock.drop(owner);
                    wakeFirst(lock);
                    dropUnused(lock);
                }
                owner.held.clear();
            }
            if (!owner.sole.isEmpty()) {
                sole.release(owner.sole);
                owner.sole = new SoleLocks.Token(owner);
            }
        } finally {
            monitor.unlock();
        }
    }

    /**
     * Waits until nobody else holds the commit gate or waits to close it; until {@link #leaveCommit} the gate is not given
     * away.
     */
    void enterCommit(LockOwner owner, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            if (!gateHolders(owner).isEmpty()) {
                waitAtGate(owner, () -> gateHolders(owner).isEmpty(), () -> gateHolders(owner), deadline);
            }
            committing.add(owner);
        } finally {
            monitor.unlock();
        }
    }

    /** Ends {@link #enterCommit}; a prepared branch is undecided until its locks are released. */
    void leaveCommit(LockOwner owner, boolean isPrepared) {
        monitor.lock();
        try {
            committing.remove(owner);
            if (isPrepared) {
                // the thread goes on to other transactions, which are not inside this one
                owner.thread = null;
            }
            if (isPrepared && !owner.holdsNothing()) {
                undecided.add(owner);
            }
            wakeGate();
        } finally {
            monitor.unlock();
        }
    }

    /**
     * Takes the commit gate for a last attempt: lets nobody else in, and waits until those who are in are through. It takes
     * its object locks after that, since two last attempts could not both go first. Released with the owner's locks.
     */
    void closeGate(LockOwner owner, long deadline) throws LockRefusedException {
        monitor.lock();
        try {
            owner.last = true;
            closing.add(owner);
            BooleanSupplier free = () ->
                    gate == null && committing.isEmpty() && closing.iterator().next() == owner;
            if (!free.getAsBoolean()) {
                waitAtGate(owner, free, () -> gateBlockers(owner), deadline);
            }
            gate = owner;
        } finally {
            closing.remove(owner);
            wakeGate();
            monitor.unlock();
        }
    }

    /** Waits until the branches that this process prepared are decided, or until the time has passed. */
    void awaitDecisions(LockOwner owner, long deadline) {
        monitor.lock();
        try {
            if (!undecided.isEmpty()) {
                waitAtGate(owner, undecided::isEmpty, List::of, deadline);
            }
        } catch (LockRefusedException e) {
            // one whose coordinator takes long may still be met as a conflict; it must not stop everybody
            return;
        } finally {
            monitor.unlock();
        }
    }

    private void waitAtGate(LockOwner owner, BooleanSupplier free, Supplier<List<LockOwner>> blockers, long deadline)
            throws LockRefusedException {
        LockWait wait = new LockWait(owner, true, monitor.newCondition(), blockers);
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
                if (left <= 0 || closed) {
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
            if (blocker.sameGlobal(wait.owner)) {
                throw refused(Reason.SAME_GLOBAL, wait, oid);
            }
        }
        List<LockOwner> cycle = new ArrayList<>();
        // one wait can close several: for a lock that others share, one for each of them
        while (findCycle(wait.owner, wait.owner, cycle, new HashSet<>())) {
            LockOwner weakest = wait.owner;
            for (LockOwner other : cycle) {
                weakest = weakest.weaker(other);
            }
            weakest.waiting.victim = true;
            weakest.waiting.wakeUp.signal();
            cycle.clear();
        }
        if (wait.victim) {
            throw refused(Reason.CYCLE, wait, oid);
        }
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

    /** Those at the gate for whom the owner waits before it commits. */
    private List<LockOwner> gateHolders(LockOwner owner) {
        if (gate == owner) {
            return List.of();
        }
        List<LockOwner> all = new ArrayList<>(closing);
        if (gate != null) {
            all.add(gate);
        }
        return all;
    }

    private List<LockOwner> gateBlockers(LockOwner owner) {
        List<LockOwner> all = new ArrayList<>(committing);
        for (LockOwner earlier : closing) {
            if (earlier == owner) {
                break;
            }
            all.add(earlier);
        }
        if (gate != null) {
            all.add(gate);
        }
        return all;
    }

    private static LockRefusedException refused(Reason reason, LockWait wait, long oid) {
        List<LockOwner> blockers = wait.blockers.get();
        BranchId inDoubt = blockers.stream()
                .map(LockOwner::inDoubt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new LockRefusedException(
                reason, oid, blockers.isEmpty() ? "nobody" : blockers.get(0).toString(), inDoubt);
    }

    /** Whether a branch that is prepared, or being prepared, has the object's lock exclusively. */
    boolean isPrepared(long oid) {
        monitor.lock();
        try {
            ObjectLock lock = locks.get(oid);
            LockOwner holder = lock == null ? sole.holder(oid) : lock.exclusive;
            return holder != null && holder.isBranch();
        } finally {
            monitor.unlock();
        }
    }

    /** Who waits for a lock that the owner has. */
    List<LockOwner> waitingFor(LockOwner owner) {
        monitor.lock();
        try {
            return owner.held.stream()
                    .flatMap(lock -> lock.queue.stream())
                    .map(wait -> wait.owner)
                    .filter(waiting -> waiting != owner)
                    .distinct()
                    .toList();
        } finally {
            monitor.unlock();
        }
    }

    private void dropUnused(ObjectLock lock) {
        if (lock.unused()) {
            locks.remove(lock.oid);
        }
    }

    /** How many objects have a lock. */
    int size() {
        monitor.lock();
        try {
            return locks.size() + sole.size();
        } finally {
            monitor.unlock();
        }
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

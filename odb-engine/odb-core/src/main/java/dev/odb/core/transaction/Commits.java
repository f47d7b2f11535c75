package dev.odb.core.transaction;

import dev.odb.ConflictException;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StaleRecordsException.Stale;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Writes;
import dev.odb.spi.LockDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The commits of one database: locks in oid order, the storage's check, resolution of what can be merged, durability.
 * First committer wins. All threads may use it.
 */
public final class Commits implements LockDomain {
    private static final long[] NOTHING = {};
    private static final Duration GATE_WAIT = Duration.ofSeconds(60);

    private final Storage storage;
    private final Duration lockWait;
    /** Whether other processes prepare branches, too. */
    private final boolean shared;

    private final LockTable locks = new LockTable();
    private final Map<BranchId, Prepared> prepared = new ConcurrentHashMap<>();
    private final RecentTransactions recent = new RecentTransactions();
    private final Conflicts conflicts;
    private final Snapshots snapshots;
    private final SharedGate sharedGate;
    private final PackedObjects packed;
    private final TransactionCounts counts = new TransactionCounts();
    private final List<Consumer<Writes>> listeners = new CopyOnWriteArrayList<>();

    /** For an open storage; branches prepared by earlier processes get their locks again. */
    public Commits(Storage storage, ClassCatalog catalog, Duration lockWait) {
        this.storage = storage;
        this.lockWait = lockWait;
        this.conflicts = new Conflicts(storage, catalog, recent);
        this.snapshots = new Snapshots(storage);
        this.sharedGate = new SharedGate(storage);
        this.packed = new PackedObjects(storage, catalog);
        shared = storage.leases().shared();
        if (!shared) {
            // elsewhere the storage has them, whoever decides them
            storage.prepared().forEach(this::lockAgain);
        }
        storage.onOthers(new OthersListener() {
            @Override
            public void committed(long tid, long[] oids) {
                // who waits for it is told when it can be seen
            }

            @Override
            public void packed(OidSet oids) {
                packed.decide();
            }

            @Override
            public void published() {
                tell(null);
            }

            @Override
            public void decided(BranchId id) {
                rolledBack(id);
            }
        });
    }

    private void lockAgain(PreparedBranch branch) {
        LockOwner owner = LockOwner.ofBranch(branch.id());
        Batch batch = branch.batch();
        long now = System.nanoTime();
        try {
            locks.lock(owner, batch.writes().savedOids(), true, now);
            locks.lock(owner, batch.checks().stream().mapToLong(ReadCheck::oid).toArray(), false, now);
        } catch (LockRefusedException e) {
            throw new IllegalStateException("two prepared branches hold object " + e.oid, e);
        }
        prepared.put(branch.id(), new Prepared(owner, batch.metadata()));
    }

    /** What its transactions are counted by. */
    public TransactionCounts counts() {
        return counts;
    }

    /** What its conflicts are counted by. */
    public ConflictCounts conflictCounts() {
        return conflicts.counts();
    }

    /**
     * Has somebody told, on the thread that did it or learned of it, whenever transactions were published, also by other
     * processes, or a prepared branch given up; must be quick and must not throw.
     *
     * @param listener gets what the transaction has written, or null if that is not at hand
     */
    public void onDecision(Consumer<Writes> listener) {
        listeners.add(listener);
    }

    private void tell(Writes writes) {
        listeners.forEach(listener -> listener.accept(writes));
    }

    /** Whether a branch that is prepared, or being prepared, has written the object. */
    public boolean isPrepared(long oid) {
        return locks.isPrepared(oid);
    }

    @Override
    public void exhausted() {
        counts.exhausted();
    }

    /** The database closes: whoever waits for a lock is refused, now and from now on. */
    public void close() {
        locks.close();
    }

    /** The snapshots that are read. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** What packs have removed since this process opened the database. */
    public PackedObjects packed() {
        return packed;
    }

    /** Runs the step of a pack that decides what goes, while nobody is between looking at that and its commit. */
    public void whileNobodyCommits(Runnable step) {
        LockOwner owner = LockOwner.ofThread();
        try {
            locks.closeGate(owner, System.nanoTime() + GATE_WAIT.toNanos());
            packed.decide();
            step.run();
        } catch (LockRefusedException e) {
            throw TransactionMessages.packWaited(GATE_WAIT, e);
        } finally {
            locks.release(owner);
        }
    }

    /**
     * Commits in one phase; the owner's locks are released whatever happens.
     *
     * @throws ConflictException if another transaction came first
     */
    public CommitResult commit(CommitRequest request) {
        Set<Long> resolved = Set.of();
        HolderElsewhere holder = shared ? new HolderElsewhere(lockWait) : null;
        CommitTimes times = CommitTimes.start("commit");
        try {
            CommitRequest next = locked(request, times);
            while (true) {
                try {
                    long tid =
                            storage.commit(batch(next), t -> appended(t, request.owner(), request.metadata(), times));
                    if (times != null) {
                        times.done(storage, null, tid, resolved.size());
                    }
                    tell(next.writes());
                    return new CommitResult(tid, resolved);
                } catch (StaleRecordsException e) {
                    if (holder == null || !holder.await(e, null)) {
                        next = resolve(next, e);
                        resolved = with(resolved, e);
                    }
                }
            }
        } finally {
            locks.leaveCommit(request.owner(), false);
            release(request.owner());
        }
    }

    /**
     * To what a transaction may have lost already.
     *
     * @param snapshot the tid up to which it sees commits, negative if it has seen nothing
     * @return what was written and published since, as far as that is known
     */
    public long[] changedSince(long snapshot) {
        long now = snapshot < 0 ? snapshot : storage.lastTid();
        long[] changed = now == snapshot ? NOTHING : storage.changedBetween(snapshot, now);
        return changed == null ? NOTHING : changed;
    }

    /**
     * Looks whether a transaction has lost already to one that is published; takes no lock.
     *
     * @param outline its writes, with or without records, and reads
     * @param changed what was written {@linkplain #changedSince since its snapshot}
     * @param replayed whether it is run again if it loses, and holds no locks for that yet: then it has also lost to those
     *     that are about to commit the same objects. It would wait for them only to lose, and then wait for them once more
     * @throws ConflictException if it has
     */
    public void detectConflict(CommitRequest outline, long[] changed, boolean replayed) {
        if (changed.length > 0) {
            detectPublished(outline, changed);
        }
        long[] wanted = replayed ? locks.wantedByOthers(outline.owner(), outline.savedOids()) : NOTHING;
        if (wanted.length > 0) {
            throw conflicts.wanted(outline, wanted);
        }
    }

    private void detectPublished(CommitRequest outline, long[] changed) {
        Writes writes = outline.writes();
        Map<Long, Long> seen = new HashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            seen.put(writes.oid(i), writes.serialSeen(i));
        }
        outline.reads().forEach(read -> seen.put(read.oid(), read.serial()));
        List<Stale> stale = new ArrayList<>();
        for (long oid : changed) {
            Long serial = seen.remove(oid);
            if (serial != null) {
                addIfStale(stale, oid, serial, outline.version());
            }
        }
        if (!stale.isEmpty()) {
            stale.sort(Comparator.comparingLong(Stale::oid));
            throw conflicts.of(outline, stale);
        }
    }

    private void addIfStale(List<Stale> stale, long oid, long serialSeen, String version) {
        Revision current = storage.loadAppended(oid);
        if (current != null && SeenRevisions.serial(current, version) != serialSeen) {
            stale.add(new Stale(oid, serialSeen, current.serial(), null));
        }
    }

    /**
     * Checks what a transaction without writes asked to be unchanged, and nothing else, and releases its locks.
     *
     * @throws ConflictException if something has changed
     */
    public void verify(CommitRequest request) {
        try {
            List<Stale> stale = new ArrayList<>();
            for (ReadCheck check : request.reads()) {
                if (!request.unchanged().contains(check.oid())) {
                    continue;
                }
                long serial = SeenRevisions.serial(storage.loadAppended(check.oid()), request.version());
                if (serial != check.serial()) {
                    stale.add(new Stale(check.oid(), check.serial(), serial, null));
                }
            }
            if (!stale.isEmpty()) {
                throw conflicts.of(request, stale);
            }
        } finally {
            release(request.owner());
        }
    }

    /**
     * Prepares: when it returns the batch is durable and keeps its locks until decided.
     *
     * @throws ConflictException if another transaction came first; the locks are released
     */
    public void prepare(BranchId id, CommitRequest request) {
        boolean done = false;
        Prepared entered = new Prepared(request.owner(), request.metadata());
        CommitTimes times = CommitTimes.start("prepare");
        Set<Long> resolved = Set.of();
        HolderElsewhere holder = shared ? new HolderElsewhere(lockWait) : null;
        request.owner().prepares(id);
        try {
            CommitRequest next = locked(request, times);
            // before the storage has it: from then on a recovery pass may decide it, and lets the locks go that it
            // finds
            if (prepared.putIfAbsent(id, entered) != null) {
                throw new IllegalArgumentException("branch " + id + " is prepared already");
            }
            while (!done) {
                try {
                    storage.prepare(id, batch(next));
                    done = true;
                } catch (StaleRecordsException e) {
                    if (holder == null || !holder.await(e, id)) {
                        next = resolve(next, e);
                        resolved = with(resolved, e);
                    }
                }
            }
            if (times != null) {
                times.done(storage, id, 0, resolved.size());
            }
        } finally {
            locks.leaveCommit(request.owner(), done);
            sharedGate.open(request.owner());
            if (!done) {
                prepared.remove(id, entered);
                release(request.owner());
                tell(null);
            }
        }
    }

    /** As {@link Storage#commitPrepared}; the locks are released when the decision is appended. */
    public long commitPrepared(BranchId id) {
        CommitTimes times = CommitTimes.start("decision");
        long committed = storage.commitPrepared(id, tid -> committed(id, tid, times));
        if (times != null) {
            times.done(storage, id, committed, 0);
        }
        tell(null);
        return committed;
    }

    /** As {@link Storage#rollbackPrepared}. */
    public void rollbackPrepared(BranchId id) {
        storage.rollbackPrepared(id);
        rolledBack(id);
    }

    /** As {@link Storage#commitByHand}; the locks are released when the decision is appended. */
    public void commitByHand(BranchId id) {
        CommitTimes times = CommitTimes.start("decision");
        long committed = storage.commitByHand(id, tid -> committed(id, tid, times));
        if (times != null) {
            times.done(storage, id, committed, 0);
        }
        tell(null);
    }

    /** As {@link Storage#rollbackByHand}. */
    public void rollbackByHand(BranchId id) {
        storage.rollbackByHand(id);
        rolledBack(id);
    }

    private void committed(BranchId id, long tid, CommitTimes times) {
        Prepared found = prepared.remove(id);
        if (found != null) {
            appended(tid, found.owner(), found.metadata(), times);
        }
    }

    private void rolledBack(BranchId id) {
        Prepared found = prepared.remove(id);
        if (found != null) {
            locks.release(found.owner());
        }
        tell(null);
    }

    /** Who waits for an object that a prepared branch holds, as messages name them. */
    public List<String> waitingFor(BranchId id) {
        Prepared found = prepared.get(id);
        return found == null
                ? List.of()
                : locks.waitingFor(found.owner()).stream()
                        .map(LockOwner::toString)
                        .toList();
    }

    /** Gives up what a transaction that never committed holds. */
    public void release(LockOwner owner) {
        locks.release(owner);
        sharedGate.open(owner);
    }

    @Override
    public UUID databaseId() {
        return storage.databaseId();
    }

    @Override
    public CommitReservation reserve(long[] oids, boolean commitGate, Duration timeout) {
        LockOwner owner = LockOwner.ofThread();
        owner.reserves = true;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                reserve(owner, oids, commitGate, deadline);
                return new CommitReservation(owner, () -> release(owner));
            } catch (LockRefusedException e) {
                release(owner);
                if (!worthAnotherTry(e, deadline)) {
                    throw conflicts.of(e, timeout, null);
                }
            } catch (RuntimeException | Error e) {
                release(owner);
                throw e;
            }
        }
    }

    private void reserve(LockOwner owner, long[] oids, boolean commitGate, long deadline) throws LockRefusedException {
        if (commitGate) {
            locks.closeGate(owner, deadline);
            sharedGate.close(owner, deadline);
            locks.awaitDecisions(owner, Math.min(deadline, System.nanoTime() + lockWait.toNanos()));
        }
        locks.lock(owner, oids, true, deadline);
        sharedGate.awaitDecisions(oids, Math.min(deadline, System.nanoTime() + lockWait.toNanos()));
        storage.awaitPublished();
    }

    private CommitRequest locked(CommitRequest request, CommitTimes times) {
        LockOwner owner = request.owner();
        long deadline = System.nanoTime() + lockWait.toNanos();
        while (true) {
            try {
                locks.enterCommit(owner, deadline);
                // nobody else knows the oid of a new object
                locks.lock(owner, request.writes().savedOids(), request.readOids(), deadline);
                packed.refuse(request);
                if (times != null) {
                    times.locked(request.writes());
                }
                return request;
            } catch (LockRefusedException e) {
                boolean free = isDecidedElsewhere(e);
                if (owner.reserves || !free && !worthAnotherTry(e, deadline)) {
                    throw conflicts.of(e, lockWait, request);
                }
                if (free) {
                    deadline = System.nanoTime() + lockWait.toNanos();
                }
                locks.leaveCommit(owner, false);
                locks.release(owner);
            }
        }
    }

    /** Whether the branch that was waited for was decided by another process, which is noticed here at the latest. */
    private boolean isDecidedElsewhere(LockRefusedException refused) {
        if (refused.branch == null || !prepared.containsKey(refused.branch)) {
            return false;
        }
        storage.poll();
        return !prepared.containsKey(refused.branch);
    }

    /**
     * Who gives up in a cycle before anything was checked has lost nothing yet: it lets its locks go, so that the others
     * get on, and stands in line again. Not so a replay with its reserved locks.
     */
    private static boolean worthAnotherTry(LockRefusedException refused, long deadline) {
        return refused.reason == LockRefusedException.Reason.CYCLE && System.nanoTime() - deadline < 0;
    }

    private CommitRequest resolve(CommitRequest request, StaleRecordsException refused) {
        return conflicts.resolve(request, refused.stale());
    }

    /** Most transactions have nothing to merge. */
    private static Set<Long> with(Set<Long> resolved, StaleRecordsException refused) {
        Set<Long> more = new HashSet<>(resolved);
        refused.stale().forEach(stale -> more.add(stale.oid()));
        return more;
    }

    /** From here on the next committer may lose to it, and is told to whom. */
    private void appended(long tid, LockOwner owner, TransactionMetadata metadata, CommitTimes times) {
        if (times != null) {
            times.appended();
        }
        recent.add(tid, metadata);
        locks.release(owner);
    }

    private record Prepared(LockOwner owner, TransactionMetadata metadata) {}

    private static Batch batch(CommitRequest request) {
        return new Batch(request.writes(), request.reads(), request.metadata());
    }
}

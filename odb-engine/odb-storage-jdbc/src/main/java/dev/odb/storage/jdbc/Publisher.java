package dev.odb.storage.jdbc;

import dev.odb.OdbException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.DecidedByHandException;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.References;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.local.Oids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Writes commits. One of the threads that wait leads: it publishes everything that waits, in one transaction of the
 * database, and the others are told that it is done. Memory follows the tables once that transaction is committed: what
 * others committed before it, the branches, the changes, {@code appended}, and last the newest tid, which lets readers see
 * it.
 */
final class Publisher {
    private static final System.Logger LOGGER = System.getLogger(Publisher.class.getName());

    private final Connections connections;
    private final Writing writing;
    private final BranchTable branchTable;
    private final OidRange oids;
    private final RemovedObjects removed;
    private final Horizon horizon;
    private final References references;
    private final InstantSource clock;
    private final String location;
    private final UUID incarnation;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final AtomicBoolean leading = new AtomicBoolean();
    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final List<Pending> deferred = new ArrayList<>();
    /** The branches that this process has prepared, as far as it does not know that they are decided. */
    private final Map<BranchId, BranchTable.Prepared> own = new ConcurrentHashMap<>();

    private final RestoredTransactions restored = new RestoredTransactions();
    private boolean branchesExpected;
    private long commits;

    /**
     * Of one storage.
     *
     * @param incarnation names this process's commits
     */
    Publisher(
            Connections connections,
            Writing writing,
            OidRange oids,
            RemovedObjects removed,
            Horizon horizon,
            JdbcSettings settings,
            UUID incarnation) {
        this.connections = connections;
        this.writing = writing;
        this.oids = oids;
        this.removed = removed;
        this.horizon = horizon;
        this.references = settings.references();
        this.clock = settings.clock();
        this.location = connections.location();
        this.incarnation = incarnation;
        branchTable = new BranchTable(connections);
    }

    /** A step in which nobody writes. */
    @FunctionalInterface
    interface Step {
        void run() throws StaleRecordsException;
    }

    /**
     * Runs it while nobody else does.
     *
     * @throws dev.odb.StorageFailedException also if the outcome of a change that is no commit is not known
     */
    void alone(Step step) throws StaleRecordsException {
        lock.lock();
        try {
            writeRestored();
            step.run();
        } catch (UnknownOutcomeException e) {
            throw JdbcMessages.failed(location, e);
        } finally {
            lock.unlock();
        }
    }

    /** Runs a change that cannot be stale and is no commit, and then what follows from it in memory. */
    void run(Change change, Runnable then) {
        lock.lock();
        try {
            writeRestored();
            writing.run(change);
            then.run();
        } catch (StaleRecordsException e) {
            throw new IllegalStateException("It verifies nothing.", e);
        } catch (UnknownOutcomeException e) {
            throw JdbcMessages.failed(location, e);
        } finally {
            lock.unlock();
        }
    }

    /** Prepares a branch. */
    void prepare(BranchId id, Batch batch) throws StaleRecordsException {
        alone(() -> {
            PrepareChange change = new PrepareChange(id, batch, JdbcStorage.now(clock), incarnation, removed);
            writing.run(change);
            branchesExpected = true;
            Batch stored =
                    new Batch(StoredWrites.ofBranch(connections, id, batch.writes()), batch.checks(), batch.metadata());
            own.put(id, new BranchTable.Prepared(stored, change.since()));
        });
    }

    long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
        return publish(Pending.onePhase(batch, appended));
    }

    long decide(BranchId id, boolean hand, LongConsumer appended) {
        try {
            return publish(Pending.decision(id, hand, appended));
        } catch (UnknownOutcomeException e) {
            throw JdbcMessages.undecided(location, id, e);
        } catch (StaleRecordsException e) {
            throw new IllegalStateException("A prepared branch holds its objects.", e);
        }
    }

    private long publish(Pending pending) throws StaleRecordsException {
        queue.add(pending);
        boolean interrupted = false;
        while (!pending.isDone()) {
            if (leading.compareAndSet(false, true)) {
                lead(pending);
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return pending.result();
    }

    /**
     * Publishes until this one is done, and then lets one of those lead that still wait. So who is done needs no lock to go
     * on, and nobody who wants to publish stands in a line behind those who are done.
     */
    private void lead(Pending pending) {
        Pending next;
        lock.lock();
        try {
            writeRestored();
            while (!pending.isDone()) {
                publishWhatWaits();
            }
        } catch (RuntimeException e) {
            // it is not to be committed by somebody else, after its own thread was told that it is not
            queue.remove(pending);
            deferred.remove(pending);
            throw e;
        } finally {
            next = deferred.isEmpty() ? null : deferred.get(0);
            lock.unlock();
            leading.set(false);
            // who comes after this look finds that nobody leads
            Pending waiting = next == null ? queue.peek() : next;
            if (waiting != null) {
                waiting.wake();
            }
        }
    }

    private void publishWhatWaits() {
        List<Pending> waiting = new ArrayList<>(deferred);
        deferred.clear();
        for (Pending next = queue.poll(); next != null; next = queue.poll()) {
            waiting.add(next);
        }
        Set<Object> taken = new HashSet<>();
        List<Pending> members = new ArrayList<>();
        for (Pending next : waiting) {
            try {
                find(next);
                (next.addTo(taken) ? members : deferred).add(next);
            } catch (RuntimeException e) {
                next.failed(e);
            }
        }
        publish(members);
    }

    /** Finds the batch of a prepared branch. */
    private void find(Pending pending) {
        if (pending.branch() != null) {
            BranchTable.Prepared branch = require(pending.branch());
            pending.found(branch.batch(), branch.since());
        }
    }

    private BranchTable.Prepared require(BranchId id) {
        BranchTable.Prepared mine = own.get(id);
        if (mine != null) {
            return mine;
        }
        try {
            return branchTable.require(id);
        } catch (DecidedByHandException e) {
            throw e;
        } catch (OdbException e) {
            throw JdbcMessages.nothingStored(location, e);
        }
    }

    private void publish(List<Pending> members) {
        if (members.isEmpty()) {
            return;
        }
        Group group = new Group(
                members,
                own::containsKey,
                branchesExpected,
                location,
                oids,
                removed,
                references,
                clock,
                () -> incarnation + "-" + ++commits);
        try {
            writing.run(group);
        } catch (StaleRecordsException | RuntimeException e) {
            if (members.size() > 1 && writing.failure() == null) {
                // nothing was stored; what is wrong with one of them is not to be the others' loss
                members.forEach(member -> publish(List.of(member)));
            } else {
                members.forEach(member -> member.failed(e));
            }
            return;
        } catch (Error e) {
            members.forEach(member -> member.failed(JdbcMessages.unknownOutcome(location, e)));
            throw e;
        }
        branchesExpected = group.metBranches();
        group.written();
        try {
            learn(group.lastTidBefore());
            group.losers().forEach(Pending::failed);
            group.winners().forEach(this::committed);
        } finally {
            // who is not done would look for itself in the queue for ever
            group.winners().forEach(Pending::succeeded);
        }
    }

    private void committed(Pending winner) {
        if (winner.branch() != null) {
            own.remove(winner.branch());
        }
        horizon.publish(winner.tid(), Oids.written(winner.batch()), at -> winner.appended());
    }

    /**
     * Learns what others have committed up to a tid; all own commits that are known to be are published. If it cannot be found
     * out what it was it may be everything.
     */
    private void learn(long upTo) {
        long known = horizon.lastTid();
        if (upTo > known) {
            Others others;
            try {
                others = connections.read(connection -> Others.between(connection, known, upTo, null));
            } catch (OdbException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "What others have committed could not be read", e);
                others = Others.unknown(upTo);
            }
            horizon.learn(others);
        }
    }

    /** Learns what was committed up to a tid, behind commits of this process that are not published yet. */
    void learnBehindOwn(long upTo) {
        lock.lock();
        try {
            learn(upTo);
        } finally {
            lock.unlock();
        }
    }

    /** Finds the branches that others have decided. */
    void findDecided() {
        List<BranchId> decided = new ArrayList<>();
        lock.lock();
        try {
            if (!own.isEmpty()) {
                Set<BranchId> prepared = branchTable.names();
                own.keySet().stream().filter(id -> !prepared.contains(id)).forEach(decided::add);
                own.keySet().removeAll(decided);
            }
        } finally {
            lock.unlock();
        }
        horizon.decided(decided);
    }

    /** Rolls a prepared branch back. */
    void rollback(BranchId id, boolean hand) {
        lock.lock();
        try {
            BranchTable.Prepared branch = require(id);
            HeuristicDecision decision =
                    hand ? new HeuristicDecision(id, false, 0, branch.since(), JdbcStorage.now(clock)) : null;
            run(new RollbackChange(location, id, decision, !own.containsKey(id)), () -> own.remove(id));
        } finally {
            lock.unlock();
        }
    }

    void forget(BranchId id) {
        run(
                new Change() {
                    @Override
                    public void write(WriteTransaction transaction) throws SQLException {
                        if (!BranchTable.forget(transaction.connection(), id)) {
                            throw new NoSuchElementException("No branch " + id + " was decided by hand.");
                        }
                    }

                    @Override
                    public boolean isCommitted(Connection connection) throws SQLException {
                        return BranchTable.decision(connection, id) == null;
                    }
                },
                () -> {});
    }

    /** A transaction of another storage, repeated; short ones wait for others, to be written together. */
    void restore(long tid, Batch batch) {
        lock.lock();
        try {
            if (tid <= Math.max(horizon.lastTid(), restored.newest())) {
                throw new IllegalArgumentException("tid " + tid + " is not above " + horizon.lastTid());
            }
            if (!batch.writes().inMemory()) {
                writeRestored();
            }
            restored.add(tid, batch);
            oids.avoid(Oids.highest(batch.writes().oids()));
            if (restored.areMany() || !batch.writes().inMemory()) {
                writeRestored();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits of it, in one transaction of the database. */
    void writeRestored() {
        lock.lock();
        try {
            List<RestoredTransactions.One> waiting = restored.take();
            if (!waiting.isEmpty()) {
                run(
                        new RestoreChange(waiting, incarnation + "-" + ++commits, references, oids),
                        () -> waiting.forEach(this::restored));
            }
        } finally {
            lock.unlock();
        }
    }

    private void restored(RestoredTransactions.One one) {
        long[] written = Oids.written(one.batch());
        oids.written(Oids.highest(written), true);
        horizon.publish(one.tid(), written, at -> {});
    }

    /** Everything up to the tid is in the past, though there may be no such transaction. */
    void restorePacked(long tid) {
        RowChange change = new RowChange(
                "UPDATE odb_database SET packed_tid = " + tid,
                "UPDATE odb_commit_sequence SET last_tid = " + tid + " WHERE last_tid < " + tid);
        run(change, () -> horizon.learn(Others.none(tid)));
    }

    void restoreOids(long end) {
        RowChange change = new RowChange("UPDATE odb_database SET next_oid = " + end + " WHERE next_oid < " + end);
        run(change, () -> oids.skipTo(end));
    }

    /** Returns when whoever writes now has published. */
    void awaitOthers() {
        lock.lock();
        lock.unlock();
    }
}

package dev.odb.storage.jdbc;

import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.References;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.ChangeRing;
import dev.odb.core.storage.local.Held;
import dev.odb.core.storage.local.HeuristicTable;
import dev.odb.core.storage.local.Oids;
import dev.odb.core.storage.local.PreparedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Writes commits. Whoever gets the lock publishes everything that waits, in one transaction of the database; the others
 * find that it is done. Memory follows the tables once that transaction is committed: the branches, the changes, {@code
 * appended}, and last the newest tid, which lets readers see it.
 */
final class Publisher {
    private static final int REMEMBERED_CHANGES = 1 << 18;

    private final Writing writing;
    private final OidRange oids;
    private final References references;
    private final InstantSource clock;
    private final String location;
    private final UUID incarnation;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final List<Pending> deferred = new ArrayList<>();
    private final PreparedTable<Batch> branches = new PreparedTable<>();
    private final HeuristicTable byHand = new HeuristicTable();
    private final ChangeRing changes;
    private final RestoredTransactions restored = new RestoredTransactions();
    private volatile long lastTid;
    private long commits;

    Publisher(Writing writing, OidRange oids, JdbcSettings settings, String location, UUID incarnation, long lastTid) {
        this.writing = writing;
        this.oids = oids;
        this.references = settings.references();
        this.clock = settings.clock();
        this.location = location;
        this.incarnation = incarnation;
        this.lastTid = lastTid;
        changes = new ChangeRing(lastTid, REMEMBERED_CHANGES);
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

    long lastTid() {
        return lastTid;
    }

    long[] changedBetween(long after, long upTo) {
        return changes.between(after, upTo);
    }

    /** A branch that was prepared earlier. */
    void known(Held<Batch> branch) {
        branches.hold(branch);
        branches.prepared(branch.id());
    }

    /** A decision by hand that was made earlier. */
    void known(HeuristicDecision decision) {
        byHand.add(decision);
        byHand.durable(decision.id());
    }

    List<Held<Batch>> branches() {
        return branches.list();
    }

    List<HeuristicDecision> decidedByHand() {
        return byHand.list();
    }

    void requireFree(BranchId id) {
        branches.requireFree(id);
        byHand.requireFree(id);
    }

    PreparedTable<Batch> table() {
        return branches;
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
        lock.lock();
        try {
            writeRestored();
            while (!pending.isDone()) {
                publishWhatWaits();
            }
        } finally {
            lock.unlock();
        }
        return pending.result();
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
            Held<Batch> held = require(pending.branch());
            pending.found(held.content(), held.since());
        }
    }

    private Held<Batch> require(BranchId id) {
        HeuristicDecision before = byHand.get(id);
        if (before != null) {
            throw StorageMessages.decidedByHand(location, before);
        }
        return branches.require(id);
    }

    private void publish(List<Pending> members) {
        Group group = new Group(members, branches, oids, references, clock, () -> incarnation + "-" + ++commits);
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
        group.losers().forEach(Pending::failed);
        oids.raised(group.highest());
        try {
            group.winners().forEach(this::committed);
        } finally {
            // they are, whatever came of telling somebody; who is not done would look for itself in the queue for ever
            for (Pending winner : group.winners()) {
                winner.succeeded();
                lastTid = winner.tid();
            }
        }
    }

    private void committed(Pending winner) {
        if (winner.branch() != null) {
            forget(winner.branch(), winner.decision());
        }
        changes.add(winner.tid(), Oids.written(winner.batch()));
        winner.appended();
    }

    private void forget(BranchId id, HeuristicDecision decision) {
        branches.release(id);
        branches.forget(id);
        if (decision != null) {
            known(decision);
        }
    }

    /** Rolls a prepared branch back. */
    void rollback(BranchId id, boolean hand) {
        lock.lock();
        try {
            Held<Batch> held = require(id);
            HeuristicDecision decision =
                    hand ? new HeuristicDecision(id, false, 0, held.since(), JdbcStorage.now(clock)) : null;
            run(new RollbackChange(id, decision), () -> forget(id, decision));
        } finally {
            lock.unlock();
        }
    }

    void forget(BranchId id) {
        lock.lock();
        try {
            byHand.requireListed(id);
            run(
                    new Change() {
                        @Override
                        public void write(WriteTransaction transaction) throws SQLException {
                            BranchTable.forget(transaction.connection(), id);
                        }

                        @Override
                        public boolean isCommitted(Connection connection) throws SQLException {
                            return !BranchTable.isDecided(connection, id);
                        }
                    },
                    () -> byHand.forget(id));
        } finally {
            lock.unlock();
        }
    }

    /** A transaction of another storage, repeated; short ones wait for others, to be written together. */
    void restore(long tid, Batch batch) {
        lock.lock();
        try {
            if (tid <= Math.max(lastTid, restored.newest())) {
                throw new IllegalArgumentException("tid " + tid + " is not above " + lastTid);
            }
            if (!batch.writes().inMemory()) {
                writeRestored();
            }
            restored.add(tid, batch);
            oids.raised(Oids.highest(batch.writes().oids()));
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
                        new RestoreChange(waiting, incarnation + "-" + ++commits, references),
                        () -> waiting.forEach(one -> {
                            changes.add(one.tid(), Oids.written(one.batch()));
                            lastTid = one.tid();
                        }));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Everything up to the tid is in the past, though there may be no such transaction. */
    void restorePacked(long tid) {
        RowChange change = new RowChange(
                "UPDATE odb_database SET packed_tid = " + tid,
                "UPDATE odb_commit_sequence SET last_tid = " + tid + " WHERE last_tid < " + tid);
        run(change, () -> lastTid = Math.max(lastTid, tid));
    }

    void restoreOids(long end) {
        RowChange change = new RowChange("UPDATE odb_database SET next_oid = " + end + " WHERE next_oid < " + end);
        run(change, () -> oids.raised(end - 1));
    }

    /** Returns when whoever writes now has published. */
    void awaitOthers() {
        lock.lock();
        lock.unlock();
    }
}

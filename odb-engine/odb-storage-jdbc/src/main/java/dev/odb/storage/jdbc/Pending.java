package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** A commit that waits to be published, and then what became of it. It is made by the thread that waits for it; the rest is guarded by the
 * publisher's lock, and seen by that thread once it is done. */
final class Pending {
    private final BranchId branch;
    private final boolean hand;
    private final LongConsumer appended;
    private Batch batch;
    private Instant since;
    private HeuristicDecision decision;
    private String commitId;
    private long tid;
    private Exception failure;
    private final Thread owner = Thread.currentThread();
    private volatile boolean done;

    private Pending(Batch batch, BranchId branch, boolean hand, LongConsumer appended) {
        this.batch = batch;
        this.branch = branch;
        this.hand = hand;
        this.appended = appended;
    }

    /** A commit in one phase. */
    static Pending onePhase(Batch batch, LongConsumer appended) {
        return new Pending(batch, null, false, appended);
    }

    /** The commit of a prepared branch, whose batch comes with {@link #found}. */
    static Pending decision(BranchId branch, boolean hand, LongConsumer appended) {
        return new Pending(null, branch, hand, appended);
    }

    void found(Batch prepared, Instant preparedAt) {
        batch = prepared;
        since = preparedAt;
    }

    Batch batch() {
        return batch;
    }

    /** Null if it is in one phase. */
    BranchId branch() {
        return branch;
    }

    HeuristicDecision decision() {
        return decision;
    }

    String commitId() {
        return commitId;
    }

    long tid() {
        return tid;
    }

    /** Adds its objects and, so that no branch is decided twice at once, its name; or nothing and false if one is there. */
    boolean addTo(Set<Object> taken) {
        long[] written = batch.writes().oids();
        for (long oid : written) {
            if (taken.contains(oid)) {
                return false;
            }
        }
        for (ReadCheck check : batch.checks()) {
            if (taken.contains(check.oid())) {
                return false;
            }
        }
        if (branch != null && !taken.add(branch)) {
            return false;
        }
        for (long oid : written) {
            taken.add(oid);
        }
        batch.checks().forEach(check -> taken.add(check.oid()));
        return true;
    }

    /** It is about to be written; perhaps not for the first time. */
    void numbered(long newTid, String newCommitId, Instant now) {
        tid = newTid;
        commitId = newCommitId;
        decision = hand ? new HeuristicDecision(branch, true, newTid, since, now) : null;
    }

    void appended() {
        appended.accept(tid);
    }

    boolean isDone() {
        return done;
    }

    /** Whose it is may go on, or publish. */
    void wake() {
        LockSupport.unpark(owner);
    }

    void succeeded() {
        done = true;
        wake();
    }

    void failed(Exception e) {
        failure = e;
        done = true;
        wake();
    }

    /** The tid. */
    long result() throws StaleRecordsException {
        if (failure instanceof StaleRecordsException stale) {
            throw stale;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        return tid;
    }
}

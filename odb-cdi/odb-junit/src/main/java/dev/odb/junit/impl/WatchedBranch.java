package dev.odb.junit.impl;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.core.Branch;
import dev.odb.core.storage.BranchId;
import dev.odb.junit.CrashPoint;

/** A branch that meets what the test has asked for when it ends. */
final class WatchedBranch implements Branch {
    private final Branch branch;
    private final Watch watch;

    WatchedBranch(Branch branch, Watch watch) {
        this.branch = branch;
        this.watch = watch;
        watch.open().begun(this);
    }

    @Override
    public OdbConnection session(ClassLoader loader) {
        watch.crashes().requireAlive();
        return branch.session(loader);
    }

    @Override
    public OdbConnection session(ClassLoader loader, Isolation isolation) {
        watch.crashes().requireAlive();
        return branch.session(loader, isolation);
    }

    @Override
    public void workIn(String version) {
        watch.crashes().requireAlive();
        branch.workIn(version);
    }

    @Override
    public void beforeCompletion() {
        branch.beforeCompletion();
    }

    @Override
    public boolean isRollbackOnly() {
        return branch.isRollbackOnly();
    }

    @Override
    public void detectConflict() {
        branch.detectConflict();
    }

    @Override
    public Vote prepare(BranchId id) {
        boolean done = false;
        try {
            ending();
            Vote vote = branch.prepare(id);
            if (vote == Vote.PREPARED) {
                watch.crashes().reached(CrashPoint.PREPARED);
            }
            done = true;
            return vote;
        } finally {
            ended(done);
        }
    }

    @Override
    public void commit() {
        boolean done = false;
        try {
            ending();
            branch.commit();
            done = true;
        } finally {
            ended(done);
        }
    }

    private void ending() {
        watch.conflicts().ending(branch);
        watch.crashes().reached(CrashPoint.BEFORE_PREPARE);
    }

    /** Whatever they throw, prepare and commit end the branch. */
    private void ended(boolean done) {
        watch.open().ended(this);
        if (!done) {
            branch.rollback();
        }
    }

    @Override
    public void rollback() {
        watch.open().ended(this);
        branch.rollback();
    }

    @Override
    public void completed(Outcome outcome) {
        branch.completed(outcome);
    }

    @Override
    public void markRollbackOnly() {
        branch.markRollbackOnly();
    }
}

package dev.odb.core.transaction;

import dev.odb.core.storage.BranchId;

/** A lock could not be had; {@link Commits} makes a conflict of it. Without a stack trace: an ordinary answer. */
final class LockRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    enum Reason {
        /** The time has passed. */
        TIMEOUT,
        /** The waiting would never end, and this owner is the one to give up. */
        CYCLE,
        /** The holder is suspended on this very thread. */
        SAME_THREAD,
        /** The holder is another branch of the same global transaction, which will be decided together with this one. */
        SAME_GLOBAL
    }

    final Reason reason;
    final long oid;
    final String holder;
    /** The holder, if it is a branch in doubt; else null. */
    final BranchId branch;

    LockRefusedException(Reason reason, long oid, String holder, BranchId branch) {
        super(reason + " at oid " + oid, null, false, false);
        this.reason = reason;
        this.oid = oid;
        this.holder = holder;
        this.branch = branch;
    }
}

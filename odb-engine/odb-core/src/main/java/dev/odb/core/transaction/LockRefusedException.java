package dev.odb.core.transaction;

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
        SAME_THREAD
    }

    final Reason reason;
    final long oid;
    final String holder;

    LockRefusedException(Reason reason, long oid, String holder) {
        super(reason + " at oid " + oid, null, false, false);
        this.reason = reason;
        this.oid = oid;
        this.holder = holder;
    }
}

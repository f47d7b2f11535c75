package dev.odb.ra;

import java.util.Locale;

/** The rows of the XA state table; a branch that is not in the {@link BranchTable} is in the row "none". */
enum BranchState {
    /** Between start and end. */
    ACTIVE,
    /** Ended with TMSUSPEND. */
    SUSPENDED,
    /** Ended. */
    IDLE,
    /** Ended with TMFAIL, or timed out. */
    ROLLBACK_ONLY,
    /** Durable, in doubt. */
    PREPARED,
    /** Decided by an administrator, until it is forgotten. */
    HEURISTIC,
    /** Decided and forgotten; seen only by a call that raced with the decision. */
    GONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

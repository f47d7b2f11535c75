package dev.odb.core.kill;

/** How far a transaction of a killed writer is known to have come. */
enum Step {
    /** It began; a one-phase commit may have happened, a branch may be prepared. */
    TRY,
    /** Acknowledged: prepared and not decided. */
    PREPARED,
    /** The decision to commit was asked for. */
    COMMITTING,
    /** The decision to roll back was asked for. */
    ROLLING_BACK,
    /** Acknowledged. */
    COMMITTED,
    /** Acknowledged. */
    ROLLED_BACK;

    /** Whether its branch may be listed as in doubt after a kill. */
    boolean mayBeInDoubt() {
        return this == TRY || this == PREPARED || this == COMMITTING || this == ROLLING_BACK;
    }

    /** Whether its changes may be there after a kill, if it is not in doubt. */
    boolean mayBePresent() {
        return this == TRY || this == COMMITTING || this == COMMITTED;
    }

    /** Whether its changes may be absent after a kill, if it is not in doubt. */
    boolean mayBeAbsent() {
        return this == TRY || this == ROLLING_BACK || this == ROLLED_BACK;
    }
}

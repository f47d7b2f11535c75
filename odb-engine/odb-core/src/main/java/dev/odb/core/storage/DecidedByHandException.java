package dev.odb.core.storage;

import dev.odb.OdbException;

/** A branch was to be decided of which an administrator has decided by hand already, durably. */
public final class DecidedByHandException extends OdbException {
    private static final long serialVersionUID = 1;

    private final transient HeuristicDecision decision;

    /** Built by the message catalogue. */
    DecidedByHandException(String code, String message, HeuristicDecision decision) {
        super(code, message);
        this.decision = decision;
    }

    /** What was decided. */
    public HeuristicDecision decision() {
        return decision;
    }
}

package dev.odb.collections;

import dev.odb.OdbException;

/** Two concurrent changes of one page of a tree do not merge. The engine makes a ConflictException of it. */
public final class BucketConflictException extends OdbException {
    private static final long serialVersionUID = 1;

    private final int reason;

    BucketConflictException(String code, String message, int reason) {
        super(code, message);
        this.reason = reason;
    }

    /** ZODB's reason code, 0 to 13, or -1 where keys could not be compared. */
    public int reason() {
        return reason;
    }
}

package dev.odb;

/** An object whose reading was made to count was changed by another transaction. */
public class ReadConflictException extends ConflictException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public ReadConflictException(
            String code, String message, long oid, String className, long serialSeen, long serialCommitted) {
        super(code, message, oid, className, serialSeen, serialCommitted);
    }
}

package dev.odb;

/** An object has moved on since it was shown to a user ({@link OdbConnection#requireUnchanged}). Never replayed: somebody has to choose. */
public class StaleObjectException extends ConflictException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StaleObjectException(
            String code, String message, long oid, String className, long serialSeen, long serialCommitted) {
        super(code, message, oid, className, serialSeen, serialCommitted);
    }
}

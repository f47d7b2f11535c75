package dev.odb;

/** A stored class and the application's class do not fit; names class, field and oid. */
public class SchemaMismatchException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public SchemaMismatchException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public SchemaMismatchException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/**
 * The parent of every error of ODB. Each has a number that the reference page of errors explains; the message says what
 * happened, to what, and what to do.
 */
public class OdbException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /** Built by the message catalogues. */
    public OdbException(String code, String message) {
        this(code, message, null);
    }

    /** Built by the message catalogues. */
    public OdbException(String code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /** The number, for example {@code ODB-3001}. */
    public String code() {
        return code;
    }
}

package dev.odb;

/** Something that needs a transaction was used without one, or with one that is over. */
public class NoTransactionException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public NoTransactionException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public NoTransactionException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

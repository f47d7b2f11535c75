package dev.odb;

/** A commit may or may not have become durable. Never replayed. */
public class UnknownOutcomeException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public UnknownOutcomeException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public UnknownOutcomeException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

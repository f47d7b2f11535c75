package dev.odb;

/**
 * The transaction cannot be committed and cannot be used: its commit failed before, which is the cause, or it was marked
 * rollback-only. Its changes are lost; {@link OdbConnection#rollback} makes the connection usable again.
 */
public class TransactionFailedException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public TransactionFailedException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

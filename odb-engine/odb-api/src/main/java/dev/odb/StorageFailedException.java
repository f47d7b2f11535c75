package dev.odb;

/** The storage has stopped accepting writes after a failed write; reopening it is what helps. */
public class StorageFailedException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StorageFailedException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public StorageFailedException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

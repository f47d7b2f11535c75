package dev.odb;

/** The storage is in use by another process, or by another database in this one. */
public class StorageLockedException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StorageLockedException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public StorageLockedException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

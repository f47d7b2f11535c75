package dev.odb;

/** A file was written by a version too old for this one; names the command that helps. */
public class StorageFormatTooOldException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StorageFormatTooOldException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public StorageFormatTooOldException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/** A file was written by a newer version; names the version to use. */
public class StorageFormatTooNewException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StorageFormatTooNewException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public StorageFormatTooNewException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

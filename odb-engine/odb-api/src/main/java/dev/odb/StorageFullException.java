package dev.odb;

/** There is no space for what should be written; nothing was stored. */
public class StorageFullException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StorageFullException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public StorageFullException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/** Stored data is damaged; names file, offset and what is affected. */
public class CorruptStorageException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public CorruptStorageException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public CorruptStorageException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

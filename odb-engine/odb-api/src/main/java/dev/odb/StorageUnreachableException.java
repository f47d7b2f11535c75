package dev.odb;

/**
 * A database cannot be opened because the server that keeps it does not answer, or is not known yet. Nothing is wrong with
 * what is stored; it can be opened when that server is there.
 */
public class StorageUnreachableException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public StorageUnreachableException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

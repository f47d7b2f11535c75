package dev.odb;

/** A value that cannot be stored was reached, or an object that is not persistent was given; names the path. */
public class NotPersistentException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public NotPersistentException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public NotPersistentException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/** On a server: the caller lacks the role that an administrative call requires. */
public class NotPermittedException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public NotPermittedException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public NotPermittedException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

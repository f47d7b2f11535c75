package dev.odb;

/** A class marked {@link Persistent} was not enhanced by the build. */
public class NotEnhancedException extends NotPersistentException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public NotEnhancedException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public NotEnhancedException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

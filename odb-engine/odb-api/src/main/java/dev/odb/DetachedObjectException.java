package dev.odb;

/** An object was used after its transaction ended, or in another transaction than its own. */
public class DetachedObjectException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public DetachedObjectException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public DetachedObjectException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/** A write was asked of something opened read-only. */
public class ReadOnlyException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public ReadOnlyException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public ReadOnlyException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

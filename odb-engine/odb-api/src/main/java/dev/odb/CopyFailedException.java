package dev.odb;

/** A database was not copied; nothing was left at the target. */
public final class CopyFailedException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public CopyFailedException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

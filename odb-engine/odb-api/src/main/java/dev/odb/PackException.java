package dev.odb;

/** A pack did not happen: another one runs, it was cancelled, or it met something it cannot read or write. */
public class PackException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public PackException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public PackException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/** A database requires a user, and the sign-on was refused. It does not say what was wrong with it. */
public class SignOnException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public SignOnException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public SignOnException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

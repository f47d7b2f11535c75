package dev.odb;

/** Two threads used one connection, or its objects, at the same time; the one that gets this came second. */
public class ConcurrentUseException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public ConcurrentUseException(String code, String message) {
        super(code, message);
    }
}

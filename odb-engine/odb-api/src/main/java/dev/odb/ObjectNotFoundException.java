package dev.odb;

/** There is no object of that oid, or no root of that name, in the snapshot. */
public class ObjectNotFoundException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public ObjectNotFoundException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public ObjectNotFoundException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

package dev.odb;

/** A transaction cannot be undone. */
public class UndoException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public UndoException(String code, String message) {
        super(code, message);
    }

    /** Built by the message catalogues. */
    public UndoException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}

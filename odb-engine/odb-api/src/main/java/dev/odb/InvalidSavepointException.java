package dev.odb;

/** A savepoint was rolled back that is no longer one: its transaction is over, or an earlier one was rolled back. */
public class InvalidSavepointException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public InvalidSavepointException(String code, String message) {
        super(code, message);
    }
}

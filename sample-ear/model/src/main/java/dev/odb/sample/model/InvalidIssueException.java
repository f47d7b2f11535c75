package dev.odb.sample.model;

/** Something given for an issue or a comment cannot be taken; the message can be shown to the user. */
public class InvalidIssueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * With a readable message.
     *
     * @param field what it is about, for example {@code title}
     */
    public InvalidIssueException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** What it is about. */
    public String field() {
        return field;
    }
}

package dev.odb.sample.model;

/** There is an issue with this key already. */
public final class DuplicateKeyException extends InvalidIssueException {
    private static final long serialVersionUID = 1;

    DuplicateKeyException(String key) {
        super("key", "There is an issue " + key + " already; it was left as it is.");
    }
}

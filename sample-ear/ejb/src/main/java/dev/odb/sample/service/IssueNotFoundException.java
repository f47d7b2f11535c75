package dev.odb.sample.service;

/** There is no issue of that key. */
public final class IssueNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IssueNotFoundException(String key) {
        super("There is no issue " + key + ".");
    }
}

package dev.odb.sample.news;

/** A mail cannot be delivered to its address. */
public final class UndeliverableException extends Exception {
    private static final long serialVersionUID = 1;

    UndeliverableException(String message, Exception cause) {
        super(message, cause);
    }
}

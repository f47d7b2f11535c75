package dev.odb.sample.upload;

/** A line cannot be imported; the message says why. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    BadLineException(String reason) {
        super(reason);
    }
}

package dev.odb.sample.service;

/** The audit row could not be written; the whole transaction is rolled back. */
public final class AuditFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AuditFailedException(Exception cause) {
        super("The audit log could not be used, so nothing was changed: " + cause.getMessage(), cause);
    }
}

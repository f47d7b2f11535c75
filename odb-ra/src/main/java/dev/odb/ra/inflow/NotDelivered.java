package dev.odb.ra.inflow;

/** The listener was not called, or what came of it is unknown: no fault of what was to be delivered. */
final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1;

    NotDelivered(Throwable cause) {
        super(cause);
    }

    /** Because nothing more is to be delivered. */
    static NotDelivered stopping() {
        return new NotDelivered(null);
    }

    boolean isStopping() {
        return getCause() == null;
    }
}

package dev.odb.core.inflow;

import dev.odb.Persistent;

/** What is stored of a subscription: an object of its own, so that those of others are not in its way. */
@Persistent
final class StoredSubscription {
    private long position;

    StoredSubscription(long position) {
        this.position = position;
    }

    /** Everything up to that tid was heard, or is not to be. */
    long position() {
        return position;
    }

    void moveTo(long tid) {
        position = tid;
    }
}

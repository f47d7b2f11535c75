package dev.odb.core.inflow;

/** A stored page as the queue's pool knows it; guarded by the queue's lock. */
final class KnownPage {
    final long oid;
    final int stripe;
    /** The tid of a transaction that has written it. */
    final long since;
    /** The oids of its tasks, as published. */
    long[] tasks;
    /** How many of these were taken and can be taken out. */
    int done;
    /** Whose use it is, null if nobody's. */
    Object holder;

    KnownPage(long oid, int stripe, long since, long[] tasks) {
        this.oid = oid;
        this.stripe = stripe;
        this.since = since;
        this.tasks = tasks;
    }
}

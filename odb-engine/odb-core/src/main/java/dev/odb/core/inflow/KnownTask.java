package dev.odb.core.inflow;

import java.util.Comparator;

/** A stored task as the queue's index knows it; guarded by the queue's lock. Each has about a hundred bytes, so it is bare. */
final class KnownTask {
    /** As they were committed, within a transaction as they were sent. */
    static final Comparator<KnownTask> ORDER = Comparator.<KnownTask>comparingLong(task -> task.order)
            .thenComparingInt(task -> task.place)
            .thenComparingLong(task -> task.oid);

    /** As they become due. */
    static final Comparator<KnownTask> DUE =
            Comparator.<KnownTask>comparingLong(task -> task.due).thenComparing(ORDER);

    /** What it is in the database. */
    enum State {
        /** To be taken, now or later. */
        WAITING,
        /** Put aside for an administrator. */
        PARKED,
        /** Taken or dropped. */
        DONE
    }

    final long oid;
    final KnownPage page;
    State state = State.WAITING;
    /** The tid that committed it. */
    long order;

    int place;
    long due;
    int failures;
    /** That of its key while it waits or is claimed; null if it has none. */
    KeyLine line;
    /** A consumer works on it, or a prepared branch has written it: then it is not in the queue's order. */
    boolean claimed;
    /** It is claimed because a prepared branch has written it. */
    boolean inDoubt;

    KnownTask(long oid, KnownPage page) {
        this.oid = oid;
        this.page = page;
    }
}

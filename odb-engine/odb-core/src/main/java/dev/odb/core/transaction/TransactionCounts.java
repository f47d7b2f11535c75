package dev.odb.core.transaction;

import dev.odb.DatabaseStatistics.Replays;
import dev.odb.DatabaseStatistics.Transactions;
import java.util.concurrent.atomic.LongAdder;

/** Counts the transactions of a database. Any thread; each call costs some nanoseconds. */
public final class TransactionCounts {
    private final LongAdder begun = new LongAdder();
    private final LongAdder committed = new LongAdder();
    private final LongAdder readOnly = new LongAdder();
    private final LongAdder rolledBack = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder replays = new LongAdder();
    private final LongAdder exhausted = new LongAdder();

    /** One was begun. */
    public void begun() {
        begun.increment();
    }

    /** One has ended well. */
    public void ended(boolean stored) {
        (stored ? committed : readOnly).increment();
    }

    /** One was given up. */
    public void rolledBack() {
        rolledBack.increment();
    }

    /** Nobody knows how one has ended. */
    public void unknown() {
        unknown.increment();
    }

    /** One that was begun is a replay. */
    public void replayed() {
        replays.increment();
    }

    void exhausted() {
        exhausted.increment();
    }

    /** How many there were. */
    public Transactions transactions() {
        return new Transactions(begun.sum(), committed.sum(), readOnly.sum(), rolledBack.sum(), unknown.sum());
    }

    /** How many replays there were. */
    public Replays replays() {
        return new Replays(replays.sum(), exhausted.sum());
    }
}

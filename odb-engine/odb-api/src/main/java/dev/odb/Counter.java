package dev.odb;

/**
 * A number that many transactions may add to at once: concurrent additions of one counter merge instead of conflicting.
 * A transaction that decides by what {@link #get} returned makes that read count with
 * {@link OdbConnection#readCurrent(Object)}.
 */
@Persistent
public class Counter implements Resolvable<Counter> {
    private long value;

    /** Starts at 0. */
    public Counter() {}

    /** Starts at the given value. */
    public Counter(long value) {
        this.value = value;
    }

    /** The value that this transaction sees. */
    public long get() {
        return value;
    }

    /** Adds a number, which may be negative; past the range of {@code long} it wraps around. */
    public void add(long delta) {
        value += delta;
    }

    @Override
    public Counter resolve(Counter old, Counter committed, Counter mine) {
        mine.value += committed.value - old.value;
        return mine;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

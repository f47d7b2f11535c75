package dev.odb;

import dev.odb.spi.Hooks;

/**
 * A number that many transactions may add to at once: concurrent additions of one counter merge instead of conflicting. An
 * addition is blind: it is no read, so it merges in {@link Isolation#SERIALIZABLE} transactions too, unless they {@link
 * #get} the counter. A transaction of another isolation that decides by what it got makes that read count with {@link
 * OdbConnection#readCurrent(Object)}.
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
        long seen = value;
        // after an addition the field is read without help
        Hooks.observe(this);
        return seen;
    }

    /** Adds a number, which may be negative; past the range of {@code long} it wraps around. */
    public void add(long delta) {
        Hooks.changeBlind(this);
        value += delta;
    }

    @Override
    public Counter resolve(Counter old, Counter committed, Counter mine) {
        mine.value += committed.value - old.value;
        return mine;
    }

    @Override
    public String toString() {
        return Long.toString(get());
    }
}

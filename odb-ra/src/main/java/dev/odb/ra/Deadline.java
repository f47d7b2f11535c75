package dev.odb.ra;

import java.util.function.LongSupplier;

/**
 * When a branch's time is up.
 *
 * @param seconds the time it was given; 0 means it has no end
 * @param start the clock's reading when it was started
 * @param clock nanoseconds
 */
record Deadline(int seconds, long start, LongSupplier clock) {
    /** No end. */
    static final Deadline NEVER = new Deadline(0, 0, () -> 0);

    /** That many seconds from now. */
    static Deadline in(int seconds, LongSupplier clock) {
        return new Deadline(seconds, clock.getAsLong(), clock);
    }

    boolean passed() {
        return seconds > 0 && clock.getAsLong() - start > seconds * 1_000_000_000L;
    }
}

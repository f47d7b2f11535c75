package dev.odb.tests.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits for another process: looks again and again until a deadline. */
public final class Poll {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Poll() {}

    /** Waits until it is so; the text tells what was waited for. */
    public static void until(Duration limit, Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Lets some time pass between two looks. */
    static void pause() {
        LockSupport.parkNanos(PAUSE);
    }

    /** Waits until a count has reached a value; it may take any time as long as it moves. */
    public static void untilAtLeast(long value, Duration limitWithoutMove, Supplier<String> what, LongSupplier count) {
        long last = Long.MIN_VALUE;
        long end = 0;
        while (true) {
            long now = count.getAsLong();
            if (now >= value) {
                return;
            }
            if (now != last) {
                last = now;
                end = System.nanoTime() + limitWithoutMove.toNanos();
            } else if (System.nanoTime() - end > 0) {
                throw new AssertionError("Stands at " + now + " of " + value + " for " + limitWithoutMove.toSeconds()
                        + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}

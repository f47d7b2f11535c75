package dev.odb.core.inflow;

import java.time.Duration;

/** When something is due, in milliseconds since 1970; 0 for at once. */
final class Due {
    private Due() {}

    /** So long after a moment; for ever if that is too far away to be counted. */
    static long after(long now, Duration delay) {
        if (delay.isZero()) {
            return 0;
        }
        try {
            return Math.addExact(now, delay.toMillis());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}

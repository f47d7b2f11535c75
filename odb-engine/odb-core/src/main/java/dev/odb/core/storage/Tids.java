package dev.odb.core.storage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Transaction ids: the microseconds since 1970 times 1024, so that many fit into one microsecond and the sign bit stays
 * free until the year 2255. 0 is no transaction.
 */
public final class Tids {
    private static final long PER_MICROSECOND = 1024;

    private Tids() {}

    /** The smallest tid of the instant's microsecond; instants out of range give the nearest possible tid. */
    public static long at(Instant instant) {
        if (instant.isBefore(Instant.EPOCH)) {
            return 0;
        }
        if (!instant.isBefore(instant(Long.MAX_VALUE))) {
            return Long.MAX_VALUE;
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant) * PER_MICROSECOND;
    }

    /** The greatest tid that is not after the instant: tids count microseconds, many in each; out of range the nearest. */
    public static long upTo(Instant instant) {
        if (!instant.isBefore(instant(Long.MAX_VALUE))) {
            return Long.MAX_VALUE;
        }
        return at(instant.plus(1, ChronoUnit.MICROS)) - 1;
    }

    /** When the transaction was committed, to the microsecond; later than the clock said if many came at once. */
    public static Instant instant(long tid) {
        return Instant.EPOCH.plus(tid / PER_MICROSECOND, ChronoUnit.MICROS);
    }

    /** The tid after {@code last}: the clock's, or the very next one if the clock is behind. */
    public static long next(long last, InstantSource clock) {
        return Math.max(last + 1, at(clock.instant()));
    }
}

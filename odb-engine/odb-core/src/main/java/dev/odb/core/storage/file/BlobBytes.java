package dev.odb.core.storage.file;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The bytes of the contents of blobs. Counting them looks at every file, so that is done once a minute at most. */
final class BlobBytes {
    private static final long AGE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier count;
    private final LongSupplier clock;
    private boolean counted;
    private long countedAt;
    private long bytes;

    /**
     * Nothing is counted yet.
     *
     * @param count counts
     * @param clock nanoseconds
     */
    BlobBytes(LongSupplier count, LongSupplier clock) {
        this.count = count;
        this.clock = clock;
    }

    synchronized long get() {
        long now = clock.getAsLong();
        if (!counted || now - countedAt >= AGE) {
            bytes = count.getAsLong();
            counted = true;
            countedAt = now;
        }
        return bytes;
    }
}

package dev.odb.core.storage.file;

import java.time.InstantSource;

/**
 * How the file storage uses its files.
 *
 * @param segmentSize where a new log segment begins; a larger transaction makes its segment larger
 * @param preallocation how many bytes at most a segment grows by at a time
 * @param clock gives the time of transactions
 */
public record FileSettings(long segmentSize, int preallocation, InstantSource clock) {
    /** 256 MiB segments, 4 MiB steps, the system's clock. */
    public static final FileSettings DEFAULT = new FileSettings(256L << 20, 4 << 20, InstantSource.system());

    /** Checks both sizes. */
    public FileSettings {
        if (segmentSize < 1024 || segmentSize > 1L << Positions.OFFSET_BITS - 1) {
            throw new IllegalArgumentException("segmentSize must be 1 KiB to 512 GiB: " + segmentSize);
        }
        if (preallocation < 256) {
            throw new IllegalArgumentException("preallocation must be at least 256 bytes: " + preallocation);
        }
    }
}

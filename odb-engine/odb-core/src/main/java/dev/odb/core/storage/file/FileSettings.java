package dev.odb.core.storage.file;

import java.time.InstantSource;

/**
 * How the file storage uses its files.
 *
 * @param segmentSize where a new log segment begins; a larger object makes its segment larger
 * @param preallocation how many bytes at most a segment grows by at a time
 * @param partSize a transaction whose records take more bytes is written in parts of about that size
 * @param indexAfter the index is saved while the database is in use when so many bytes were appended to the log since it
 *     was, and at least four times its size
 * @param clock gives the time of transactions
 */
public record FileSettings(long segmentSize, int preallocation, int partSize, long indexAfter, InstantSource clock) {
    private static final int PART_SIZE = 1 << 20;
    private static final long INDEX_AFTER = 64 << 20;
    /** 256 MiB segments, 4 MiB steps, parts of 1 MiB, the index after 64 MiB, the system's clock. */
    public static final FileSettings DEFAULT = new FileSettings(256L << 20, 4 << 20, InstantSource.system());

    /** With the usual size of parts. */
    public FileSettings(long segmentSize, int preallocation, InstantSource clock) {
        this(segmentSize, preallocation, PART_SIZE, clock);
    }

    /** Saves the index as usual. */
    public FileSettings(long segmentSize, int preallocation, int partSize, InstantSource clock) {
        this(segmentSize, preallocation, partSize, INDEX_AFTER, clock);
    }

    /** Checks the sizes. */
    public FileSettings {
        if (segmentSize < 1024 || segmentSize > 1L << Positions.OFFSET_BITS - 1) {
            throw new IllegalArgumentException("segmentSize must be 1 KiB to 512 GiB: " + segmentSize);
        }
        if (preallocation < 256) {
            throw new IllegalArgumentException("preallocation must be at least 256 bytes: " + preallocation);
        }
        if (partSize < 1) {
            throw new IllegalArgumentException("partSize must be positive: " + partSize);
        }
        if (indexAfter < 1) {
            throw new IllegalArgumentException("indexAfter must be positive: " + indexAfter);
        }
    }
}

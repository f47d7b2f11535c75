package dev.odb.core.storage.file;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The compression of records: raw deflate, which checks nothing itself, since the checksum of a record covers what is
 * stored. Any thread.
 */
final class Deflate {
    /** Shorter records are not worth it. */
    static final int SHORTEST = 128;
    /** Longer records are not compressed, so that none can claim to be longer and take the memory for it. */
    static final int LONGEST = 16 << 20;

    /** At least this part of a record must be saved. */
    private static final int LEAST_GAIN = 8;
    /** Deflate makes no more of a byte. */
    private static final int LARGEST_RATIO = 1032;

    /** Their native memory is worth keeping, for a few threads; those that are left go with their cleaner. */
    private static final int KEPT = 16;

    private static final Queue<Deflater> DEFLATERS = new ArrayBlockingQueue<>(KEPT);
    private static final Queue<Inflater> INFLATERS = new ArrayBlockingQueue<>(KEPT);

    private Deflate() {}

    /** The compressed bytes, or null if that saves too little. */
    static byte[] compress(byte[] raw) {
        if (raw.length < SHORTEST || raw.length > LONGEST) {
            return null;
        }
        Deflater kept = DEFLATERS.poll();
        Deflater deflater = kept == null ? new Deflater(Deflater.BEST_SPEED, true) : kept;
        try {
            deflater.setInput(raw);
            deflater.finish();
            byte[] target = new byte[raw.length - raw.length / LEAST_GAIN];
            int length = deflater.deflate(target);
            return deflater.finished() ? Arrays.copyOf(target, length) : null;
        } finally {
            deflater.reset();
            if (!DEFLATERS.offer(deflater)) {
                deflater.end();
            }
        }
    }

    /**
     * The bytes that were compressed.
     *
     * @param length how many they are said to be; no more memory than for {@link #LONGEST} is taken, whatever it is
     * @throws DataFormatException if they are not that many, or what is given is no deflated data
     */
    static byte[] inflate(byte[] compressed, int length) throws DataFormatException {
        if (length < 1 || length > LONGEST || length / LARGEST_RATIO > compressed.length) {
            throw new DataFormatException(
                    "its " + compressed.length + " compressed bytes cannot be the " + length + " that it names");
        }
        Inflater kept = INFLATERS.poll();
        Inflater inflater = kept == null ? new Inflater(true) : kept;
        try {
            inflater.setInput(compressed);
            byte[] raw = new byte[length];
            int found = inflater.inflate(raw);
            // the end may not have been looked at yet, and there must not be anything before it
            found += inflater.finished() ? 0 : inflater.inflate(new byte[1]);
            if (found != length || !inflater.finished() || inflater.getRemaining() > 0) {
                throw new DataFormatException("its compressed bytes are not the " + length + " that it names");
            }
            return raw;
        } finally {
            inflater.reset();
            if (!INFLATERS.offer(inflater)) {
                inflater.end();
            }
        }
    }
}

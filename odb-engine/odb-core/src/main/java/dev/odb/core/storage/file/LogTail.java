package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Recognises a log by what stands before a position: the last bytes of its groups, which hold the tids of decisions and the
 * times of batches. A log only grows, so if these are the same, everything before them is.
 */
final class LogTail {
    private static final int LENGTH = 4096;

    private LogTail() {}

    /** The checksum of what stands before the position. */
    static int checksum(Log log, long position) throws IOException {
        CRC32C crc = new CRC32C();
        int left = LENGTH;
        long end = position;
        while (true) {
            Segment segment = log.segment(Positions.segment(end));
            int length = (int) Math.min(left, Positions.offset(end));
            ByteBuffer bytes = ByteBuffer.allocate(length);
            long from = Positions.offset(end) - length;
            while (bytes.hasRemaining() && segment.file.read(bytes, from + bytes.position()) >= 0) {
                // until all of it was read or the file ends
            }
            crc.update(bytes.flip());
            left -= length;
            if (left <= 0 || segment.number == log.first().number) {
                return (int) crc.getValue();
            }
            end = Positions.of(segment.number - 1, segment.header.previousEnd());
        }
    }
}

package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the log from front to back through a window, so that small structures cost no disk access each. One thread. */
final class LogReader {
    private static final int WINDOW = 1 << 17;

    private final Log log;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private Segment segment;
    private long windowOffset;

    LogReader(Log log) {
        this.log = log;
    }

    /** A view of so many bytes at the position, valid until the next call, or null if the file ends before. */
    ByteBuffer find(long position, int length) throws IOException {
        Segment wanted = log.segment(Positions.segment(position));
        if (wanted == null) {
            return null;
        }
        long offset = Positions.offset(position);
        if (wanted != segment || offset < windowOffset || offset + length > windowOffset + window.limit()) {
            fill(wanted, offset, length);
            if (window.limit() < length) {
                return null;
            }
        }
        return window.slice((int) (offset - windowOffset), length);
    }

    /** The same, where the end of the file is damage. */
    ByteBuffer require(long position, int length) throws IOException, DamagedException {
        ByteBuffer found = find(position, length);
        if (found == null) {
            throw new DamagedException(position, "the file ends within " + length + " bytes");
        }
        return found;
    }

    /** Forgets what was read, since it may have changed. */
    void reset() {
        segment = null;
    }

    private void fill(Segment wanted, long offset, int length) throws IOException {
        segment = wanted;
        windowOffset = offset;
        if (window.capacity() < length) {
            window = ByteBuffer.allocate(length);
        } else if (window.capacity() > WINDOW && length <= WINDOW) {
            window = ByteBuffer.allocate(WINDOW);
        }
        window.clear();
        while (window.hasRemaining() && wanted.file.read(window, offset + window.position()) >= 0) {
            // until the window is full or the file ends
        }
        window.flip();
    }
}

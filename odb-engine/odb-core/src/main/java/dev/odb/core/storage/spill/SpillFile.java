package dev.odb.core.storage.spill;

import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Pieces of bytes, appended and read back. The last ones are in memory, so that a small transaction needs no file; reading
 * one piece after the other costs one access to the file for many. One thread.
 */
final class SpillFile implements Closeable {
    private static final int BUFFER = 1 << 16;
    /** Read at once where no order is seen. */
    private static final int SINGLE = 1 << 10;

    /** Shared by all: nothing can be put into it. */
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Storage storage;
    private ByteBuffer tail = NOTHING;
    private ScratchFile file;
    private long tailStart;
    private ByteBuffer window = NOTHING;
    private long windowStart;

    SpillFile(Storage storage) {
        this.storage = storage;
    }

    /** Whether nothing was ever appended. */
    boolean isUnused() {
        return tail.capacity() == 0;
    }

    /** Where the next piece goes. */
    long end() {
        return tailStart + tail.position();
    }

    /** Appends a piece of two parts. */
    void append(byte[] first, byte[] second) throws IOException {
        int size = first.length + second.length;
        if (tail.capacity() == 0) {
            // most transactions have no savepoint
            tail = ByteBuffer.allocate(BUFFER);
        }
        if (size > tail.remaining()) {
            flush();
        }
        if (size > tail.capacity()) {
            file().write(ByteBuffer.wrap(first), tailStart);
            file().write(ByteBuffer.wrap(second), tailStart + first.length);
            tailStart += size;
        } else {
            tail.put(first).put(second);
        }
    }

    /** So many bytes within one piece; a view that is valid until the next call. */
    ByteBuffer read(long position, int length) throws IOException {
        if (position >= tailStart) {
            return tail.duplicate().clear().slice((int) (position - tailStart), length);
        }
        long windowEnd = windowStart + window.limit();
        if (position < windowStart || position + length > windowEnd) {
            boolean inOrder = position >= windowStart && position <= windowEnd;
            fill(position, Math.max(length, inOrder ? BUFFER : SINGLE));
        }
        return window.slice((int) (position - windowStart), length);
    }

    /** Forgets what stands from that position on, where a piece begins. */
    void cut(long position) {
        if (position >= tailStart) {
            tail.position((int) (position - tailStart));
        } else {
            tailStart = position;
            tail.clear();
        }
        window.limit(0);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void fill(long position, int length) throws IOException {
        int known = (int) Math.min(length, tailStart - position);
        if (window.capacity() < known) {
            window = ByteBuffer.allocate(known);
        }
        window.clear().limit(0);
        windowStart = position;
        ByteBuffer target = window.duplicate().clear().limit(known);
        file().read(target, position);
        window.limit(known);
    }

    private void flush() throws IOException {
        if (tail.position() > 0) {
            file().write(tail.duplicate().flip(), tailStart);
            tailStart += tail.position();
            tail.clear();
        }
    }

    private ScratchFile file() throws IOException {
        if (file == null) {
            file = storage.scratchFile();
        }
        return file;
    }
}

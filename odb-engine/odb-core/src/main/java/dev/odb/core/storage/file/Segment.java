package dev.odb.core.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of the log. */
final class Segment implements Closeable {
    private static final int ZEROS = 1 << 16;

    final int number;
    final LogFile file;
    /** Null if the file does not begin as a segment of this database. */
    final SegmentHeader header;
    /** Where the next group goes, or where the groups end; moved by the append section. */
    volatile long end;

    private volatile long allocated;

    Segment(int number, LogFile file, SegmentHeader header, long size) {
        this.number = number;
        this.file = file;
        this.header = header;
        this.allocated = size;
        this.end = Format.SEGMENT_HEADER;
    }

    /** The length of the file; zeros stand from {@link #end} on. */
    long allocated() {
        return allocated;
    }

    /** Makes the file at least that long, if need be by {@code step} bytes more; after an exception it is as before. */
    synchronized void allocate(long length, int step) throws IOException {
        if (length > allocated) {
            long target = Format.align(Math.max(length, allocated + step));
            zero(allocated, target);
            allocated = target;
        }
    }

    /** Makes it a segment of the log, once forced. */
    void writeHeader() throws IOException {
        file.write(ByteBuffer.wrap(header.encode()), 0);
    }

    /** Writes zeros from one offset to another. */
    void zero(long from, long to) throws IOException {
        byte[] zeros = new byte[(int) Math.min(ZEROS, to - from)];
        for (long at = from; at < to; at += zeros.length) {
            file.write(ByteBuffer.wrap(zeros, 0, (int) Math.min(zeros.length, to - at)), at);
        }
    }

    /** Fills the array from an offset on, as far as the file goes. */
    ByteBuffer read(byte[] block, long from) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(block);
        while (target.hasRemaining() && file.read(target, from + target.position()) >= 0) {
            // until the block is full or the file ends
        }
        return target.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

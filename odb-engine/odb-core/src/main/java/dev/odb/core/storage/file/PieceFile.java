package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A segment that stands in several files, one behind the other. Any thread reads. */
final class PieceFile implements LogFile {
    private final NavigableMap<Long, LogFile> pieces = new TreeMap<>();
    private long size;

    PieceFile() {}

    /** Adds what comes next. */
    void add(LogFile file, long length) {
        pieces.put(size, file);
        size += length;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        long start = pieces.floorKey(position);
        Long next = pieces.higherKey(position);
        long left = (next == null ? size : next) - position;
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + left));
        try {
            return pieces.get(start).read(target, position - start);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        throw new IOException("a backup is only read");
    }

    @Override
    public void force() throws IOException {
        throw new IOException("a backup is only read");
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        for (LogFile piece : List.copyOf(pieces.values())) {
            piece.close();
        }
    }
}

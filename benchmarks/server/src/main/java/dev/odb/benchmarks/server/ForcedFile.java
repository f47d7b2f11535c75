package dev.odb.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a fixed size that is written from front to back, again and again: what the disk takes for a commit. */
final class ForcedFile implements AutoCloseable {
    private static final int SIZE = 16 << 20;
    private static final int RECORD = 300;

    private final FileChannel file;
    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
    private long position;

    ForcedFile(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
        while (file.position() < SIZE) {
            file.write(zeros.clear());
        }
        file.force(true);
    }

    void append() throws IOException {
        if (position + RECORD > SIZE) {
            position = 0;
        }
        file.write(record.clear(), position);
        position += RECORD;
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Stands for a segment whose file is not there while a later one is: damage, or what a crash leaves of segments that were
 * begun and never forced. Empty.
 */
final class MissingFile implements LogFile {
    @Override
    public int read(ByteBuffer target, long position) {
        return -1;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        throw new IOException("the file is missing");
    }

    @Override
    public void force() throws IOException {
        throw new IOException("the file is missing");
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void close() {
        // nothing is open
    }
}

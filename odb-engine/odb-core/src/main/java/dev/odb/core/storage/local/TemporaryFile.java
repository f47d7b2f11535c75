package dev.odb.core.storage.local;

import dev.odb.core.storage.ScratchFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A scratch file in the folder for temporary files. Not a channel, since an interruption of its thread would close that.
 */
public final class TemporaryFile implements ScratchFile {
    private final Path path;
    private final RandomAccessFile file;

    /** Creates one. */
    public TemporaryFile() throws IOException {
        path = Files.createTempFile("odb-spill-", ".tmp");
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        file.seek(position);
        file.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
        file.seek(position);
        file.readFully(target.array(), target.arrayOffset() + target.position(), target.remaining());
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}

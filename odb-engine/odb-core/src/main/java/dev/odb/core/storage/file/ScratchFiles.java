package dev.odb.core.storage.file;

import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.StorageMessages;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** The scratch files of a folder. Any thread. */
final class ScratchFiles {
    private static final System.Logger LOGGER = System.getLogger(ScratchFiles.class.getName());
    private static final String PREFIX = "spill-";

    private final FileAccess files;
    private final AtomicLong created = new AtomicLong();

    ScratchFiles(FileAccess files) {
        this.files = files;
    }

    ScratchFile create() throws IOException {
        String name = PREFIX + created.incrementAndGet() + ".tmp";
        return new Scratch(name, files.create(name));
    }

    /** Removes those of a process that was killed; the caller has the folder to itself. */
    void removeLeftovers() throws IOException {
        for (String name : files.list()) {
            if (name.startsWith(PREFIX)) {
                try {
                    files.delete(name);
                } catch (IOException e) {
                    // not worth refusing to open
                    LOGGER.log(System.Logger.Level.WARNING, StorageMessages.spillLeft(files.location(), e));
                }
            }
        }
    }

    private final class Scratch implements ScratchFile {
        private final String name;
        private final LogFile file;

        Scratch(String name, LogFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            file.write(source, position);
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            int start = target.position();
            while (target.hasRemaining()) {
                if (file.read(target, position + target.position() - start) < 0) {
                    throw new EOFException("file '" + name + "' ends at " + file.size());
                }
            }
        }

        @Override
        public void close() throws IOException {
            try {
                file.close();
            } finally {
                files.delete(name);
            }
        }
    }
}

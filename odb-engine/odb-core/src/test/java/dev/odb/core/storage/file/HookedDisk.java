package dev.odb.core.storage.file;

import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk that lets a test do something just before a saved index is written to. */
final class HookedDisk implements FileAccess {
    private final FileAccess disk;
    private volatile Runnable beforeIndexWrite = () -> {};

    HookedDisk(FileAccess disk) {
        this.disk = disk;
    }

    /** The next time only. */
    void beforeIndexWrite(Runnable action) {
        beforeIndexWrite = () -> {
            beforeIndexWrite = () -> {};
            action.run();
        };
    }

    @Override
    public String location() {
        return disk.location();
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public LogFile open(String name, boolean write) throws IOException {
        return disk.open(name, write);
    }

    @Override
    public LogFile create(String name) throws IOException {
        LogFile file = disk.create(name);
        return IndexName.number(name) > 0 ? new HookedFile(file) : file;
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public Contents contents(boolean readOnly) throws IOException {
        return disk.contents(readOnly);
    }

    @Override
    public void forceFolder() throws IOException {
        disk.forceFolder();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    private final class HookedFile implements LogFile {
        private final LogFile file;

        HookedFile(LogFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            beforeIndexWrite.run();
            file.write(source, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

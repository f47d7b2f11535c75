package dev.odb.core.storage.file;

import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk with a range of bytes that it cannot read any more. */
record UnreadableDisk(FaultyDisk disk, String file, long from, long to) implements FileAccess {
    @Override
    public String location() {
        return disk.location();
    }

    @Override
    public List<String> list() {
        return disk.list();
    }

    @Override
    public LogFile open(String name, boolean write) throws IOException {
        LogFile opened = disk.open(name, write);
        return name.equals(file) ? new Unreadable(opened, from, to) : opened;
    }

    @Override
    public LogFile create(String name) {
        throw new UnsupportedOperationException("only to be read");
    }

    @Override
    public void delete(String name) {
        throw new UnsupportedOperationException("only to be read");
    }

    @Override
    public Contents contents(boolean readOnly) {
        return disk.contents(readOnly);
    }

    @Override
    public void forceFolder() {
        throw new UnsupportedOperationException("only to be read");
    }

    @Override
    public void close() {
        disk.close();
    }

    private record Unreadable(LogFile file, long from, long to) implements LogFile {
        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            if (position < to && position + target.remaining() > from) {
                throw new IOException("Input/output error");
            }
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException("only to be read");
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException("only to be read");
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

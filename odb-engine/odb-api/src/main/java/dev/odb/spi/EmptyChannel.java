package dev.odb.spi;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** The content of a blob that has none. */
final class EmptyChannel implements SeekableByteChannel {
    private boolean closed;
    private long position;

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
        requireOpen();
        return -1;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() throws ClosedChannelException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long at) throws ClosedChannelException {
        requireOpen();
        if (at < 0) {
            throw new IllegalArgumentException("a position is negative: " + at);
        }
        position = at;
        return this;
    }

    @Override
    public long size() throws ClosedChannelException {
        requireOpen();
        return 0;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}

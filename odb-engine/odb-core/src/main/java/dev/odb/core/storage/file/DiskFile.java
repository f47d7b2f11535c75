package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * A file of the operating system. Interrupting a thread in a FileChannel closes the channel for everybody; here the
 * channel is opened again, the operation repeated (all of them are idempotent) and the interruption kept for the caller.
 */
final class DiskFile implements LogFile {
    /** The JDK copies what it writes into a buffer outside the heap that it keeps for the thread: not too large. */
    private static final int PIECE = 1 << 20;

    private final Path path;
    private final Set<? extends OpenOption> options;
    private volatile FileChannel channel;
    private boolean closed;

    DiskFile(Path path, Set<? extends OpenOption> options) throws IOException {
        this.path = path;
        this.options = options;
        channel = FileChannel.open(path, options);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        return undisturbed(file -> file.read(target.position(start), position));
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int start = source.position();
        int end = source.limit();
        undisturbed(file -> {
            source.position(start);
            while (source.position() < end) {
                source.limit(Math.min(end, source.position() + PIECE));
                file.write(source, position + source.position() - start);
            }
            return 0;
        });
    }

    @Override
    public void force() throws IOException {
        undisturbed(file -> {
            file.force(false);
            return 0;
        });
    }

    @Override
    public long size() throws IOException {
        return undisturbed(FileChannel::size);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }

    private <T> T undisturbed(Operation<T> operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel used = channel;
                try {
                    return operation.on(used);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(used, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel used, ClosedChannelException cause) throws IOException {
        if (closed) {
            throw cause;
        }
        if (channel == used) {
            channel = FileChannel.open(path, options);
        }
    }

    private interface Operation<T> {
        T on(FileChannel file) throws IOException;
    }
}

package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.StorageMessages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The pages of a saved index, read one by one when they are needed. Any thread. */
final class IndexPages implements Closeable {
    private final LogFile file;
    private final String name;
    private final IndexDirectory directory;
    private final Log log;
    private final long position;
    private final boolean tolerant;
    private CorruptStorageException lost;
    private volatile boolean closed;

    /**
     * Pages that nobody has read yet.
     *
     * @param log what they speak of, up to the position
     * @param tolerant whether damage of the log is passed over, should they have to be found there again
     */
    IndexPages(LogFile file, String name, IndexDirectory directory, Log log, long position, boolean tolerant) {
        this.file = file;
        this.name = name;
        this.directory = directory;
        this.log = log;
        this.position = position;
        this.tolerant = tolerant;
    }

    boolean has(long number) {
        return directory.find(number) >= 0;
    }

    /** The numbers of all pages, rising. */
    long[] numbers() {
        return directory.numbers();
    }

    boolean closed() {
        return closed;
    }

    /** What it is, for messages. */
    String describe() {
        return "file '" + name + "' of '" + log.files().location() + "'";
    }

    /**
     * The heads of a page.
     *
     * @throws IOException if it cannot be read, is damaged, or this is closed
     */
    long[] read(long number) throws IOException {
        int place = directory.find(number);
        ByteBuffer bytes = ByteBuffer.allocate(directory.length(place));
        while (bytes.hasRemaining() && file.read(bytes, directory.offset(place) + bytes.position()) >= 0) {
            // until all of it was read or the file ends
        }
        if (Format.checksum(bytes.array(), 0, bytes.position()) != directory.checksum(place)) {
            throw new IOException("the checksum of page " + number + " is wrong");
        }
        return IndexPage.decode(bytes.flip());
    }

    /**
     * All of them, found again in the log, which takes as long as reading it.
     *
     * @throws CorruptStorageException if the log is damaged, too
     */
    synchronized ObjectIndex rebuild() {
        if (lost == null) {
            try {
                return Replay.upTo(log, position, tolerant).run().index;
            } catch (CorruptStorageException | IOException e) {
                if (closed) {
                    throw closedException();
                }
                lost = StorageMessages.indexLost(describe(), e);
            }
        }
        throw lost;
    }

    /** What users of a closed storage get. */
    IllegalStateException closedException() {
        return new IllegalStateException("The storage in '" + log.files().location() + "' was closed.");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}

package dev.odb.core.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The contents of a storage's blobs, which no record holds. A content is written once, in a file of the writer's; before
 * the records that name it are committed or prepared it is <em>staged</em>: durable, readable, and listed, so that
 * whoever opens the storage after a crash finds out whether these records were committed. Then it is <em>kept</em>, until
 * nothing that is stored names it any more. Any thread may call.
 */
public interface Contents {
    /** A folder for contents being written, from where staging is cheap; what is in it does not outlive the process. */
    Path drafts() throws IOException;

    /**
     * Takes a file as a content, durably; it is gone from its place.
     *
     * @param floor no transaction up to this tid names the content
     */
    void stage(ContentKey key, Path file, long floor) throws IOException;

    /** Gives a staged content back as a file, because nothing that names it will be committed. */
    void unstage(ContentKey key, Path file) throws IOException;

    /** What names it is committed. Does nothing if it is kept already. */
    void keep(ContentKey key) throws IOException;

    /** What is staged, also by earlier processes. */
    List<Staged> staged();

    /** Whether there is such a content, staged or kept. */
    boolean contains(ContentKey key);

    /**
     * Opens a staged or kept content.
     *
     * @throws NoSuchFileException if there is none, naming where it should be
     */
    SeekableByteChannel open(ContentKey key) throws IOException;

    /** Removes a staged or kept content if it is there; those who have it open can read on. */
    void delete(ContentKey key) throws IOException;

    /** Gives every kept content, in no order; contents that come or go meanwhile may be given or not. */
    void forEachKept(Consumer<ContentKey> action) throws IOException;

    /** The bytes of all contents, as near as can be told while some come and go; looks at every file. */
    long bytes() throws IOException;

    /** Where a content is or should be, for messages. */
    String location(ContentKey key);

    /**
     * A content of a transaction that may or may not have been committed.
     *
     * @param key its name
     * @param floor the newest tid that cannot be the transaction's
     */
    record Staged(ContentKey key, long floor) {}
}

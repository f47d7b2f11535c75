package dev.odb.spi;

import dev.odb.Blob;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.UUID;

/** Where the contents of one transaction's blobs are written and read. Used by the transaction's thread. */
public interface BlobSpace {
    /**
     * Begins the next content of a blob; the transaction discards what does not become a part of the commit.
     *
     * @throws dev.odb.ReadOnlyException if nothing can be changed
     */
    BlobDraft draft(Blob blob) throws IOException;

    /** The same with a file that is taken over. */
    BlobDraft consume(Blob blob, Path file) throws IOException;

    /**
     * Opens a content, committed or of this transaction. The channel outlives the transaction.
     *
     * @throws dev.odb.CorruptStorageException if it is not there or has another length
     */
    SeekableByteChannel open(long oid, UUID content, long length) throws IOException;

    /** What is to be reported of a content that was read to its end and is not what was written. */
    RuntimeException damaged(long oid, UUID content, String what);
}

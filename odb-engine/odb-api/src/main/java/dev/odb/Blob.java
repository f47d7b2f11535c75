package dev.odb;

import dev.odb.spi.BlobAccess;
import dev.odb.spi.BlobDraft;
import dev.odb.spi.BlobStreams;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Bytes that are too many for a field: a document, a picture, a film. The blob is an ordinary persistent object, found
 * from a root, changed in a transaction, undone and merged with nothing; its content stands in a file of its own and is
 * never in memory as a whole. Contents are never changed: a new one takes the place of the old one, which stays for those
 * who read the past, until it is packed.
 *
 * <p>A blob that belongs to no database yet keeps its content in the system's folder for temporary files
 * ({@code java.io.tmpdir}), from where the commit moves it, or copies it if that is another file system.
 */
@Persistent
public final class Blob {
    static {
        BlobAccess.provide(new Access());
    }

    private long contentHigh;
    private long contentLow;
    private long length;
    private int checksum;
    private transient BlobDraft draft;
    private transient BlobDraft writing;

    /** Makes an empty one. */
    public Blob() {}

    /**
     * Gives the blob a new content: what is written until the stream is closed. Until then, and after an error, the blob
     * has the old one. A transaction cannot be committed while the stream is open; when it is rolled back nothing is left
     * of what was written.
     *
     * @return throws {@link StorageFullException} where there is no space; need not be buffered for large pieces
     * @throws OdbException if the blob is being written already
     * @throws ReadOnlyException if nothing can be changed here
     */
    public OutputStream write() {
        return write(InputStream::nullInputStream);
    }

    /** The same, and the new content begins with the old one, which is copied for that. */
    public OutputStream append() {
        return write(this::read);
    }

    /**
     * Makes a file the content. The file is moved, if it is on the database's file system, otherwise copied and deleted;
     * in either case it is read once for its checksum. From here on it must not be touched.
     *
     * @throws OdbException if it cannot be read or moved; then it stays where it is. Also if the blob is being written
     * @throws ReadOnlyException if nothing can be changed here
     */
    public void consumeFile(Path file) {
        requireNotWritten();
        take(BlobStreams.consume(this, Objects.requireNonNull(file, "file")));
    }

    /**
     * The content as this transaction sees it. The stream goes on reading it whatever is written, committed or packed
     * later, and may be used after the transaction; close it. At its end the checksum is compared.
     *
     * @return throws {@link CorruptStorageException} if the content is damaged
     * @throws DetachedObjectException if the transaction is over
     * @throws CorruptStorageException if the content is missing or has another length than was written
     */
    public InputStream read() {
        return length == 0 ? InputStream.nullInputStream() : BlobStreams.read(this, channel(), content(), checksum);
    }

    /** The same to be read at any position; the checksum is not compared. For the empty content a channel as well. */
    public SeekableByteChannel channel() {
        return length == 0 ? BlobStreams.empty() : BlobStreams.channel(this, draft, content(), length);
    }

    /** How many bytes the content has. */
    public long length() {
        return length;
    }

    private UUID content() {
        return new UUID(contentHigh, contentLow);
    }

    private OutputStream write(Supplier<InputStream> before) {
        requireNotWritten();
        BlobDraft begun = BlobStreams.begin(this);
        writing = begun;
        return BlobStreams.write(begun, before, this::take);
    }

    private void requireNotWritten() {
        if (isWritten()) {
            throw BlobStreams.busy(this);
        }
    }

    private boolean isWritten() {
        return writing != null && writing.open();
    }

    private void take(BlobDraft finished) {
        boolean empty = finished.length() == 0;
        contentHigh = empty ? 0 : finished.id().getMostSignificantBits();
        contentLow = empty ? 0 : finished.id().getLeastSignificantBits();
        length = finished.length();
        checksum = finished.checksum();
        draft = empty ? null : finished;
        if (empty) {
            finished.discard();
        }
    }

    private static final class Access extends BlobAccess {
        @Override
        public BlobDraft draft(Blob blob) {
            return blob.draft;
        }

        @Override
        public boolean isWritten(Blob blob) {
            return blob.isWritten();
        }

        @Override
        public UUID content(Blob blob) {
            return blob.content();
        }

        @Override
        public void draft(Blob blob, BlobDraft draft) {
            blob.draft = draft;
        }
    }
}

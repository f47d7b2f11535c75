package dev.odb.spi;

import dev.odb.Blob;
import dev.odb.OdbException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens the contents of blobs, for {@link Blob} alone. */
public final class BlobStreams {
    private BlobStreams() {}

    /** Begins the next content. */
    public static BlobDraft begin(Blob blob) {
        try {
            return space(blob).draft(blob);
        } catch (IOException e) {
            throw ApiMessages.blobNotWritten(e);
        }
    }

    /**
     * A stream that writes a draft and gives it away when it is closed.
     *
     * @param before what the content begins with
     */
    public static OutputStream write(BlobDraft draft, Supplier<InputStream> before, Consumer<BlobDraft> finished) {
        boolean done = false;
        try (InputStream start = before.get()) {
            BlobWriter writer = new BlobWriter(draft, draft.create(), finished);
            start.transferTo(writer);
            done = true;
            return writer;
        } catch (IOException e) {
            throw ApiMessages.blobNotWritten(e);
        } finally {
            if (!done) {
                draft.discard();
            }
        }
    }

    /** Takes a file over. */
    public static BlobDraft consume(Blob blob, Path file) {
        try {
            return space(blob).consume(blob, file);
        } catch (IOException e) {
            throw ApiMessages.blobNotConsumed(file, e);
        }
    }

    /** A channel on the content; {@code draft} is the one the blob has at hand, or null. */
    public static SeekableByteChannel channel(Blob blob, BlobDraft draft, UUID content, long length) {
        try {
            SeekableByteChannel channel =
                    draft != null && draft.readable() && draft.id().equals(content)
                            ? draft.read(length)
                            : space(blob).open(oid(blob), content, length);
            return new ReadOnlyChannel(channel);
        } catch (IOException e) {
            throw ApiMessages.blobNotRead(oid(blob), e);
        }
    }

    /** A stream over the content that compares what was read with the checksum when it gets to the end. */
    public static InputStream read(Blob blob, SeekableByteChannel channel, UUID content, int checksum) {
        BlobSpace space = space(blob);
        long oid = oid(blob);
        return new BlobReader(channel, checksum, what -> space.damaged(oid, content, what));
    }

    /** A channel on nothing. */
    public static SeekableByteChannel empty() {
        return new ReadOnlyChannel(new EmptyChannel());
    }

    /** Two streams write one blob. */
    public static OdbException busy(Blob blob) {
        return ApiMessages.blobBusy(oid(blob));
    }

    private static long oid(Blob blob) {
        return managed(blob).$odb_oid();
    }

    private static BlobSpace space(Blob blob) {
        Owner owner = managed(blob).$odb_owner();
        return owner == null ? TemporaryBlobs.INSTANCE : owner.blobs(managed(blob));
    }

    private static Managed managed(Object blob) {
        return (Managed) blob;
    }
}

package dev.odb.spi;

import dev.odb.Blob;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.UUID;

/** The contents of blobs that are in no database yet: in the system's folder for temporary files. */
final class TemporaryBlobs implements BlobSpace {
    static final TemporaryBlobs INSTANCE = new TemporaryBlobs();

    @Override
    public BlobDraft draft(Blob blob) {
        return BlobDraft.in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Override
    public BlobDraft consume(Blob blob, Path file) throws IOException {
        return BlobDraft.consume(file, null);
    }

    @Override
    public SeekableByteChannel open(long oid, UUID content, long length) {
        throw damaged(oid, content, "it is gone");
    }

    @Override
    public RuntimeException damaged(long oid, UUID content, String what) {
        return ApiMessages.blobGone(what);
    }
}

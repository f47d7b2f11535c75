package dev.odb.core.storage.local;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Copies contents of blobs, and compares them with what their records say. */
public final class ContentCopy {
    private static final int BUFFER = 1 << 16;

    private ContentCopy() {}

    /**
     * Copies a content, durably, which the target does not have; it is kept there.
     *
     * @throws dev.odb.CorruptStorageException if it is damaged
     * @throws NoSuchFileException if it is not there
     */
    public static void copy(Contents from, Contents to, long oid, NamedContent content) throws IOException {
        ContentKey key = new ContentKey(oid, content.id());
        Path draft = to.drafts().resolve(content.id().toString());
        boolean done = false;
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                read(from, oid, content, out);
            }
            to.stage(key, draft, 0);
            to.keep(key);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(draft);
            }
        }
    }

    /**
     * Reads a content and compares it.
     *
     * @throws dev.odb.CorruptStorageException if it is damaged
     * @throws NoSuchFileException if it is not there
     */
    public static void check(Contents from, long oid, NamedContent content) throws IOException {
        read(from, oid, content, OutputStream.nullOutputStream());
    }

    private static void read(Contents from, long oid, NamedContent content, OutputStream out) throws IOException {
        ContentKey key = new ContentKey(oid, content.id());
        CRC32C checksum = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Channels.newInputStream(from.open(key))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
                length += read;
                out.write(buffer, 0, read);
            }
        }
        if (length != content.length() || (int) checksum.getValue() != content.checksum()) {
            throw StorageMessages.damagedContent(from.location(key), "its length or checksum is wrong", oid);
        }
    }
}

package dev.odb.core.copy;

import dev.odb.core.record.BlobRecords;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Copies the contents that records name, and compares them with what the records say. */
final class BlobCopy {
    private static final int BUFFER = 1 << 16;

    private final Storage source;
    private final Storage target;
    private final BlobRecords records;
    private final Totals totals;

    BlobCopy(Storage source, Storage target, Totals totals) {
        this.source = source;
        this.target = target;
        this.records = new BlobRecords(new ClassCatalog(source));
        this.totals = totals;
    }

    /** Brings the content that the source's record names into the target, unless it has it from an earlier revision. */
    void copy(long oid, byte[] record) {
        BlobRecords.Content content = records.content(record);
        if (content == null) {
            return;
        }
        ContentKey key = new ContentKey(oid, content.id());
        Contents to = target.contents();
        if (to.contains(key)) {
            return;
        }
        try {
            Path draft = to.drafts().resolve(key.id().toString());
            try (OutputStream out = Files.newOutputStream(draft)) {
                read(source.contents(), key, content, out);
            }
            to.stage(key, draft, 0);
            to.keep(key);
        } catch (IOException e) {
            throw StorageMessages.contentNotStored(target.location(), oid, e);
        }
    }

    /** Reads what the copied record names; the two records name the same. */
    void verify(long oid, byte[] record) {
        BlobRecords.Content content = records.content(record);
        if (content != null) {
            try {
                ContentKey key = new ContentKey(oid, content.id());
                read(target.contents(), key, content, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw CopyMessages.notFinished(target.location(), e);
            }
        }
    }

    private void read(Contents from, ContentKey key, BlobRecords.Content content, OutputStream out) throws IOException {
        CRC32C checksum = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Channels.newInputStream(from.open(key))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
                length += read;
                out.write(buffer, 0, read);
            }
        } catch (NoSuchFileException e) {
            throw StorageMessages.damagedContent(from.location(key), "it is not there", key.oid());
        }
        if (length != content.length() || (int) checksum.getValue() != content.checksum()) {
            throw StorageMessages.damagedContent(from.location(key), "its length or checksum is wrong", key.oid());
        }
        totals.blob(length);
    }
}

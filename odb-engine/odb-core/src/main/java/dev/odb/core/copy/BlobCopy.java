package dev.odb.core.copy;

import dev.odb.CorruptStorageException;
import dev.odb.core.record.BlobRecords;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.RecordInspector.NamedContent;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.ContentCopy;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Copies the contents that records name, and compares them with what the records say. */
final class BlobCopy {
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
            ContentCopy.copy(source.contents(), to, oid, named(content));
            totals.blob(content.length());
        } catch (NoSuchFileException e) {
            throw missing(source.contents(), key);
        } catch (IOException e) {
            throw StorageMessages.contentNotStored(target.location(), oid, e);
        }
    }

    /** Reads what the copied record names; the two records name the same. */
    void verify(long oid, byte[] record) {
        BlobRecords.Content content = records.content(record);
        if (content != null) {
            try {
                ContentCopy.check(target.contents(), oid, named(content));
                totals.blob(content.length());
            } catch (NoSuchFileException e) {
                throw missing(target.contents(), new ContentKey(oid, content.id()));
            } catch (IOException e) {
                throw CopyMessages.notFinished(target.location(), e);
            }
        }
    }

    private static NamedContent named(BlobRecords.Content content) {
        return new NamedContent(content.id(), content.length(), content.checksum());
    }

    private static CorruptStorageException missing(Contents from, ContentKey key) {
        return StorageMessages.damagedContent(from.location(key), "it is not there", key.oid());
    }
}

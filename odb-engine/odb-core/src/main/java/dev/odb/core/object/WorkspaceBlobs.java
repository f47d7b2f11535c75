package dev.odb.core.object;

import dev.odb.Blob;
import dev.odb.core.record.BlobRecords;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import dev.odb.spi.BlobAccess;
import dev.odb.spi.BlobDraft;
import dev.odb.spi.BlobSpace;
import dev.odb.spi.Managed;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The contents that one transaction has written for its blobs. Which of them becomes a part of the commit is for the
 * records to say: those that name one are staged with it, whatever else was written is discarded in the end. So an undo
 * needs no help, nor does a savepoint for stored blobs, since the content's id is a part of the blob's state. A blob that is
 * unsaved again takes its content with it. Belongs to its workspace.
 */
public final class WorkspaceBlobs implements BlobSpace {
    private static final System.Logger LOG = System.getLogger(WorkspaceBlobs.class.getName());

    private final Workspace workspace;
    private final DatabaseContext database;
    private final BlobRecords records;
    private final Map<UUID, Own> own = new LinkedHashMap<>();
    private final Map<ContentKey, BlobDraft> staged = new HashMap<>();
    private final Set<ContentKey> pinned = new HashSet<>();

    WorkspaceBlobs(Workspace workspace, DatabaseContext database) {
        this.workspace = workspace;
        this.database = database;
        this.records = new BlobRecords(database.catalog());
    }

    /** A content that was written here, and for which blob; null if it is imported. */
    private record Own(BlobDraft draft, Blob blob) {}

    @Override
    public BlobDraft draft(Blob blob) throws IOException {
        requireWritable();
        return own(BlobDraft.in(contents().drafts()), blob);
    }

    @Override
    public BlobDraft consume(Blob blob, Path file) throws IOException {
        requireWritable();
        return own(BlobDraft.consume(file, contents().drafts()), blob);
    }

    private void requireWritable() {
        workspace.enter();
        workspace.requireWritable();
    }

    private BlobDraft own(BlobDraft draft, Blob blob) {
        own.put(draft.id(), new Own(draft, blob));
        return draft;
    }

    @Override
    public SeekableByteChannel open(long oid, UUID content, long length) throws IOException {
        Own written = own.get(content);
        if (written != null && written.draft.readable()) {
            return written.draft.read(length);
        }
        SeekableByteChannel channel;
        try {
            channel = contents().open(new ContentKey(oid, content));
        } catch (NoSuchFileException e) {
            throw damaged(oid, content, "it is not there");
        }
        if (channel.size() != length) {
            channel.close();
            throw damaged(oid, content, "it does not have its " + length + " bytes");
        }
        return channel;
    }

    @Override
    public RuntimeException damaged(long oid, UUID content, String what) {
        return StorageMessages.damagedContent(contents().location(new ContentKey(oid, content)), what, oid);
    }

    /** Where a content that is to be imported is written. */
    public BlobDraft importing() throws IOException {
        return draft(null);
    }

    /** A blob is about to be stored: what was written while it belonged to nobody belongs to this transaction. */
    void stored(Blob blob) {
        BlobDraft draft = BlobAccess.get().draft(blob);
        if (draft != null && draft.readable()) {
            own(draft, blob);
        }
        if (BlobAccess.get().isWritten(blob)) {
            throw ObjectMessages.blobOpen(((Managed) (Object) blob).$odb_oid());
        }
    }

    /**
     * Makes durable what the records name.
     *
     * @throws dev.odb.OdbException if a blob is still being written
     * @throws dev.odb.StorageFullException if it cannot be
     */
    void stage(List<Write> writes) {
        requireNoneOpen();
        if (own.isEmpty() && workspace.changes().given().isEmpty()) {
            // nothing else gives a blob a content
            return;
        }
        long floor = database.storage().lastTid();
        for (Write write : writes) {
            BlobRecords.Content content = records.content(write.record());
            if (content != null) {
                ContentKey key = new ContentKey(write.oid(), content.id());
                Own written = own.get(content.id());
                if (written != null && written.draft.readable()) {
                    stage(key, written.draft, floor);
                } else if (!pinned.contains(key)) {
                    pin(key);
                }
            }
        }
    }

    /**
     * Checks that no writer is open.
     *
     * @throws dev.odb.OdbException if a blob is still being written
     */
    void requireNoneOpen() {
        for (Own written : own.values()) {
            if (written.draft.open() && written.blob != null) {
                throw ObjectMessages.blobOpen(((Managed) (Object) written.blob).$odb_oid());
            }
        }
    }

    /** A content that was there before: an undo brings it back, or it was never away. */
    private void pin(ContentKey key) {
        if (!database.pins().pin(key)) {
            throw ObjectMessages.contentGone(key.oid());
        }
        pinned.add(key);
    }

    private void stage(ContentKey key, BlobDraft draft, long floor) {
        if (staged.containsKey(key)) {
            return;
        }
        try {
            contents().stage(key, draft.file(), floor);
            staged.put(key, draft);
        } catch (IOException e) {
            throw StorageMessages.contentNotStored(database.storage().location(), key.oid(), e);
        }
    }

    /** The transaction is committed. */
    void committed() {
        staged.forEach((key, draft) -> {
            draft.forget();
            try {
                contents().keep(key);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The " + key + " stays where it is until the database is opened again", e);
            }
        });
        own.values().forEach(WorkspaceBlobs::giveBack);
        clear();
    }

    /**
     * The transaction went back to a savepoint, at which no writer was open. Blobs that are unsaved again keep what was
     * written, beyond this transaction.
     */
    void rolledBackToSavepoint() {
        own.values().removeIf(written -> {
            boolean ends = written.draft.open() || isUnsavedWith(written);
            if (ends) {
                giveBack(written);
            }
            return ends;
        });
    }

    /** A new object is unsaved again, perhaps a blob that was imported. */
    void unsaved(Managed object) {
        if ((Object) object instanceof Blob blob) {
            UUID content = BlobAccess.get().content(blob);
            own.computeIfPresent(content, (id, written) -> new Own(written.draft, blob));
        }
    }

    /** The transaction is rolled back; blobs that are unsaved again keep what was written. */
    void rolledBack() {
        staged.forEach((key, draft) -> {
            try {
                contents().unstage(key, draft.file());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The " + key + " is deleted when the database is opened again", e);
                draft.forget();
            }
        });
        own.values().forEach(WorkspaceBlobs::giveBack);
        clear();
    }

    private static void giveBack(Own written) {
        if (isUnsavedWith(written)) {
            BlobAccess.get().draft(written.blob, written.draft);
        } else {
            discard(written.draft);
        }
    }

    private static boolean isUnsavedWith(Own written) {
        return written.blob != null
                && written.draft.readable()
                && ((Managed) (Object) written.blob).$odb_owner() == null
                && BlobAccess.get().content(written.blob).equals(written.draft.id());
    }

    /** Nobody knows whether the transaction is committed: who opens the database next finds out. */
    public void outcomeUnknown() {
        staged.values().forEach(BlobDraft::forget);
        // and until then they stay pinned
        pinned.clear();
        clear();
    }

    private static void discard(BlobDraft draft) {
        if (!draft.over()) {
            draft.discard();
        }
    }

    private void clear() {
        pinned.forEach(database.pins()::unpin);
        pinned.clear();
        own.clear();
        staged.clear();
    }

    private Contents contents() {
        return database.storage().contents();
    }
}

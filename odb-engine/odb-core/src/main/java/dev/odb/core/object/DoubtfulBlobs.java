package dev.odb.core.object;

import dev.odb.core.record.BlobRecords;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an earlier process left staged: contents of transactions that are committed are kept, those of branches in doubt
 * wait for the decision, the others are deleted. All threads may use it.
 */
public final class DoubtfulBlobs {
    private static final System.Logger LOG = System.getLogger(DoubtfulBlobs.class.getName());

    private final Contents contents;
    private final BlobPins pins;
    private final Map<BranchId, List<ContentKey>> inDoubt = new ConcurrentHashMap<>();
    /** The contents that the branches in doubt name and that were kept before. */
    private final Map<BranchId, List<ContentKey>> pinned = new ConcurrentHashMap<>();

    /** Finds out; nobody uses the database yet. */
    public DoubtfulBlobs(DatabaseContext database) {
        Storage storage = database.storage();
        contents = storage.contents();
        List<Contents.Staged> staged = contents.staged();
        pins = database.pins();
        if (storage.readOnly()) {
            return;
        }
        BlobRecords records = new BlobRecords(database.catalog());
        storage.prepared()
                .forEach(branch -> pinned.put(branch.id(), pin(branch.batch().writes(), records)));
        if (staged.isEmpty()) {
            return;
        }
        Set<ContentKey> open = new HashSet<>();
        staged.forEach(each -> open.add(each.key()));
        try {
            // in this order, since another process may decide a branch meanwhile
            for (PreparedBranch branch : storage.prepared()) {
                List<ContentKey> named = named(branch.batch().writes(), open, records);
                if (!named.isEmpty()) {
                    inDoubt.put(branch.id(), named);
                    named.forEach(open::remove);
                }
            }
            storage.poll();
            for (ContentKey key : committed(storage, staged, open, records)) {
                contents.keep(key);
                open.remove(key);
            }
            for (ContentKey key : open) {
                contents.delete(key);
            }
        } catch (IOException e) {
            throw StorageMessages.cannotOpen(storage.location(), e);
        }
    }

    private List<ContentKey> pin(List<Write> writes, BlobRecords records) {
        List<ContentKey> kept = new ArrayList<>();
        for (Write write : writes) {
            BlobRecords.Content content = records.content(write.record());
            if (content != null && pins.pin(new ContentKey(write.oid(), content.id()))) {
                kept.add(new ContentKey(write.oid(), content.id()));
            }
        }
        return kept;
    }

    private static List<ContentKey> committed(
            Storage storage, List<Contents.Staged> staged, Set<ContentKey> open, BlobRecords records) {
        long floor = staged.stream().mapToLong(Contents.Staged::floor).min().orElseThrow();
        List<ContentKey> found = new ArrayList<>();
        Iterator<CommittedTransaction> since = storage.transactions(floor + 1, Long.MAX_VALUE);
        while (since.hasNext()) {
            found.addAll(named(since.next().writes(), open, records));
        }
        return found;
    }

    private static List<ContentKey> named(List<Write> writes, Set<ContentKey> open, BlobRecords records) {
        List<ContentKey> named = new ArrayList<>();
        for (Write write : writes) {
            BlobRecords.Content content = records.content(write.record());
            if (content != null && open.contains(new ContentKey(write.oid(), content.id()))) {
                named.add(new ContentKey(write.oid(), content.id()));
            }
        }
        return named;
    }

    /** A branch that was in doubt has been decided. */
    public void decided(BranchId branch, boolean committed) {
        List<ContentKey> earlier = pinned.remove(branch);
        if (earlier != null) {
            earlier.forEach(pins::unpin);
        }
        List<ContentKey> named = inDoubt.remove(branch);
        for (ContentKey key : named == null ? List.<ContentKey>of() : named) {
            try {
                if (committed) {
                    contents.keep(key);
                } else {
                    contents.delete(key);
                }
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The " + key + " stays where it is until the database is opened again",
                        e);
            }
        }
    }
}

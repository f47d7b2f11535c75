package dev.odb.core.object;

import dev.odb.core.record.BlobRecords;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Removes the contents that no stored revision of their blob names: after a pack, which has removed the revisions. */
public final class BlobGarbage {
    private static final System.Logger LOG = System.getLogger(BlobGarbage.class.getName());

    private final Storage storage;
    private final BlobPins pins;
    private final BlobRecords records;
    private long removed;

    /** For one database. */
    public BlobGarbage(DatabaseContext database) {
        storage = database.storage();
        pins = database.pins();
        records = new BlobRecords(database.catalog());
    }

    /**
     * Looks at all contents. What cannot be removed stays for the next time.
     *
     * @return how many were removed
     */
    public long collect() {
        try {
            storage.contents().forEachKept(this::look);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Not all contents that no blob names could be removed; the next pack tries again",
                    e);
        }
        return removed;
    }

    private void look(ContentKey key) {
        try {
            if (pins.remove(key, this::isNamed)) {
                removed++;
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The " + key + " could not be removed; the next pack tries again", e);
        }
    }

    private boolean isNamed(ContentKey key) {
        // another process may have committed the revision that names it
        storage.poll();
        long snapshot = storage.lastTid();
        while (snapshot != 0) {
            Revision revision = storage.load(key.oid(), snapshot);
            BlobRecords.Content content = revision == null ? null : records.content(revision.record());
            if (content != null && content.id().equals(key.id())) {
                return true;
            }
            // an undo may bring back what stands before a tombstone
            long serial = revision == null ? storage.serial(key.oid(), snapshot) : revision.serial();
            snapshot = serial == 0 ? 0 : serial - 1;
        }
        return false;
    }
}

package dev.odb.core.object;

import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.version.StoredLock;
import dev.odb.core.version.StoredVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** An object that another version holds and that a workspace is about to change. */
final class HeldObject {
    private static final int MOST_BYTES = 1 << 20;
    private static final int FEWEST = 16;

    private final DatabaseContext database;
    private final Storage storage;
    private final long oid;
    private final Revision head;
    private final StoredVersion version;
    private final StoredLock lock;
    /** Whether it is this transaction that has put it into that version. */
    private final boolean given;

    HeldObject(Workspace workspace, DatabaseContext database, long oid, Revision head) {
        this.database = database;
        this.storage = database.storage();
        this.oid = oid;
        this.head = head;
        this.given = workspace.changes().given().get(oid) != null;
        this.version = workspace.versions().index().find(head.version());
        this.lock = version == null ? null : version.lock(oid);
    }

    /**
     * Refuses unless nothing is lost if it is changed: it has the state that is seen outside, and no lock.
     *
     * @throws dev.odb.VersionLockedException if it is held
     */
    void requireFree() {
        boolean locked = lock != null && lock.isHeld(database.clock().instant());
        if (locked || isChanged(storage, oid, head)) {
            String type =
                    database.catalog().get(RecordInfo.classId(head.record())).name();
            throw VersionMessages.locked(oid, type, head.version(), owner(), since(), locked ? lock.until() : null);
        }
    }

    /** Whether an object is something else in its version than outside. */
    static boolean isChanged(Storage storage, long oid, Revision head) {
        Revision outside = outside(storage, oid, head);
        return outside == null || !Arrays.equals(head.record(), outside.record());
    }

    /**
     * What everybody sees who is not in the version of an object's newest revision; null if it was made there.
     *
     * @throws dev.odb.CorruptStorageException if it is not stored: to take that for nothing would end the object
     */
    static Revision outside(Storage storage, long oid, Revision head) {
        long nv = head.lineage().nv();
        if (nv == 0) {
            return null;
        }
        Revision outside = storage.load(oid, nv);
        if (outside == null || outside.serial() != nv) {
            throw VersionMessages.outsideMissing(oid, head.serial(), head.lineage());
        }
        return outside;
    }

    private String owner() {
        return lock != null ? lock.owner() : version == null ? "" : version.owner();
    }

    /** Of the oldest of the revisions that have been in the version without a break. */
    private Instant since() {
        if (lock != null) {
            return lock.since();
        }
        if (given) {
            return database.clock().instant();
        }
        // many at once, since a storage finds each from the one after it, but for the first of them
        int page = Math.max(FEWEST, MOST_BYTES / head.record().length);
        long first = head.serial();
        while (true) {
            List<Revision> before = storage.revisions(oid, first - 1, page);
            for (Revision revision : before) {
                if (!revision.version().equals(head.version())) {
                    return Tids.instant(first);
                }
                first = revision.serial();
            }
            if (before.size() < page) {
                return Tids.instant(first);
            }
        }
    }
}

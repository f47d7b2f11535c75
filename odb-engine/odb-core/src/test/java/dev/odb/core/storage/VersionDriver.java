package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/**
 * The operations on versions and undo, by {@link VersionRules} from what a storage says of its objects: a small stand-in for the
 * engine. Every method gives the tid.
 */
final class VersionDriver {
    private final Storage storage;
    /** The newest serials, tombstones among them, which the storage does not load. */
    private final Map<Long, Long> heads = new HashMap<>();

    private boolean inTwoPhases;
    private int branches;

    VersionDriver(Storage storage) {
        this.storage = storage;
    }

    /** The same for the same database, opened again. */
    VersionDriver on(Storage again) {
        VersionDriver next = new VersionDriver(again);
        next.heads.putAll(heads);
        next.branches = branches;
        return next;
    }

    /** Whether the next commits are prepared first. */
    void inTwoPhases(boolean next) {
        inTwoPhases = next;
    }

    /** The object's newest revision, or null. */
    RevisionFields head(long oid) {
        Long serial = heads.get(oid);
        return serial == null ? null : storage.fields(oid, serial);
    }

    long store(long oid, String version, String text) throws StaleRecordsException {
        return commit(stored(oid, version, text));
    }

    Write stored(long oid, String version, String text) {
        RevisionFields head = head(oid);
        requireFree(oid, head, version);
        long serial = head == null ? 0 : head.serial();
        Lineage lineage = VersionRules.stored(serial, head == null ? null : head.lineage(), version);
        return new Write(oid, serial, text.getBytes(UTF_8), 0, lineage);
    }

    long lock(long oid, String version) throws StaleRecordsException {
        return commit(locked(oid, version));
    }

    Write locked(long oid, String version) {
        RevisionFields head = head(oid);
        requireFree(oid, head, version);
        return VersionRules.lock(oid, head, version, state(oid, head));
    }

    private static void requireFree(long oid, RevisionFields head, String version) {
        if (head != null && VersionRules.holds(head.lineage().version(), version)) {
            throw new IllegalStateException(
                    "object " + oid + " is held by " + head.lineage().version());
        }
    }

    /** Takes back what a transaction made of an object. */
    long undo(long oid, long serial) throws StaleRecordsException {
        return commit(undone(oid, serial));
    }

    Write undone(long oid, long serial) {
        long prevHead = storage.fields(oid, serial).prevHead();
        RevisionFields before = prevHead == 0 ? null : storage.fields(oid, prevHead);
        return Batches.undo(oid, heads.get(oid), before, before == null ? null : state(oid, before));
    }

    long commitVersion(String into, long oid) throws StaleRecordsException {
        return commit(committedInto(into, oid));
    }

    Write committedInto(String into, long oid) {
        RevisionFields head = head(oid);
        return VersionRules.commit(oid, head, into, state(oid, head));
    }

    long abortVersion(long oid) throws StaleRecordsException {
        return commit(aborted(oid));
    }

    Write aborted(long oid) {
        RevisionFields head = head(oid);
        long nv = head.lineage().nv();
        RevisionFields outside = nv == 0 ? null : storage.fields(oid, nv);
        return VersionRules.abort(oid, head, outside, outside == null ? null : state(oid, outside));
    }

    long commit(Write... writes) throws StaleRecordsException {
        long tid;
        if (inTwoPhases) {
            BranchId id = branch(++branches, 9);
            storage.prepare(id, batch(writes));
            tid = storage.commitPrepared(id, t -> {});
        } else {
            tid = storage.commit(batch(writes), t -> {});
        }
        for (Write write : writes) {
            heads.put(write.oid(), tid);
        }
        return tid;
    }

    private byte[] state(long oid, RevisionFields of) {
        return of.tombstone() ? null : storage.load(oid, of.serial()).record();
    }

    /** What whoever is in the version sees of an object at the newest snapshot, or null. */
    String seen(long oid, String version) {
        return seen(oid, version, storage.lastTid());
    }

    String seen(long oid, String version, long snapshot) {
        Revision newest = storage.load(oid, snapshot);
        if (newest != null && VersionRules.holds(newest.version(), version)) {
            long nv = newest.lineage().nv();
            newest = nv == 0 ? null : storage.load(oid, nv);
            if (newest != null && newest.serial() != nv) {
                throw new AssertionError("instead of revision " + nv + " of object " + oid + " there is " + newest);
            }
        }
        return newest == null ? null : new String(newest.record(), UTF_8);
    }
}

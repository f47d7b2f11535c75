package dev.odb.core.object;

import dev.odb.core.object.GivenStates.Given;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.VersionRules;
import dev.odb.core.storage.Write;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.version.StoredLock;
import dev.odb.core.version.StoredVersion;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;

/**
 * What one transaction does with versions: begins, commits and aborts them, and takes and gives back locks. The states that
 * objects get by that are {@link GivenStates}; what is to be written of the versions themselves is a {@link VersionChanges}.
 * Not thread-safe; belongs to its workspace.
 */
public final class VersionOperations {
    /** In the place of a user, of whoever may do everything. */
    public static final String ADMINISTRATOR = null;

    private final Workspace workspace;
    private final DatabaseContext database;
    private final Storage storage;
    private final VersionIndex index;
    private VersionChanges changes = VersionChanges.NONE;
    private VersionUpdate update;

    VersionOperations(Workspace workspace, DatabaseContext database) {
        this.workspace = workspace;
        this.database = database;
        this.storage = database.storage();
        this.index = new VersionIndex(workspace);
    }

    /** The stored versions. */
    VersionIndex index() {
        return index;
    }

    /** The name of the version that the workspace is in, empty for the main line. */
    public String current() {
        return workspace.version().name();
    }

    /**
     * Has the workspace work in that version, before its first use.
     *
     * @throws dev.odb.OdbException if it has read something in another one
     */
    public void workIn(String name) {
        if (!name.equals(current())) {
            if (workspace.snapshotIfFixed() >= 0) {
                throw VersionMessages.otherVersion(name, current());
            }
            workspace.version().workIn(name);
        }
    }

    /** The versions there are, with what is in them. */
    public VersionList list() {
        workspace.enter();
        return new VersionList(workspace, database, index);
    }

    /** Begins the version that the workspace is in, if there is none of its name. */
    public void begin() {
        String name = requireVersion("beginVersion");
        workspace.enter();
        workspace.requireWritable();
        changing().begin(name);
    }

    /**
     * Puts what is in a version into the one that the workspace is in, or into the main line, and ends it.
     *
     * @param user on whose behalf, or {@link #ADMINISTRATOR}
     */
    public void commit(String name, String user) {
        end(name, user, "commit", (oid, head) -> {
            RevisionFields fields = storage.fields(oid, head.serial());
            return VersionRules.commit(oid, fields, current(), head.record());
        });
    }

    /** Makes the objects in a version again what they are outside, and ends it. */
    public void abort(String name, String user) {
        end(name, user, "abort", (oid, head) -> {
            RevisionFields fields = storage.fields(oid, head.serial());
            Revision outside = HeldObject.outside(storage, oid, head);
            return outside == null
                    ? VersionRules.abort(oid, fields, null, null)
                    : VersionRules.abort(oid, fields, storage.fields(oid, outside.serial()), outside.record());
        });
    }

    private interface Ending {
        Write of(long oid, Revision head);
    }

    private void end(String name, String user, String how, Ending ending) {
        workspace.enter();
        workspace.requireWritable();
        if (name.equals(current())) {
            throw VersionMessages.ownVersion(name, how);
        }
        StoredVersion version = changes.isEnded(name) ? null : index.find(name);
        if (version == null) {
            throw VersionMessages.noVersion(name, index.all().keySet());
        }
        if (user != ADMINISTRATOR
                && !version.owner().isEmpty()
                && !version.owner().equals(user)) {
            throw VersionMessages.notOwner(name, how, version.owner(), user);
        }
        LongPredicate changed = workspace.changes().changedOids();
        GivenStates states = workspace.changes().given();
        long[] oids = version.objects();
        for (long oid : oids) {
            if (changed.test(oid) || states.get(oid) != null) {
                throw VersionMessages.inTheWay(name, how, oid);
            }
        }
        var before = states.mark();
        for (long oid : oids) {
            Revision head = workspace.revisions().head(oid);
            if (head != null && head.version().equals(name)) {
                give(ending.of(oid, head), name);
            }
        }
        states.ghostUnless(before);
        changing().end(name);
    }

    /** It must not be merged with what others do to the object. */
    private void give(Write write, String from) {
        workspace.changes().given().put(new Given(write, from, 0));
        workspace.changes().reads().verify(write.oid(), write.serialSeen());
    }

    /**
     * Has the version that the workspace is in hold an object.
     *
     * @param most for how long at most, unless it is changed; null for ever
     * @param user on whose behalf
     */
    public void lock(Object object, Duration most, String user) {
        String name = requireVersion("lock");
        if (most != null && (most.isNegative() || most.isZero())) {
            throw VersionMessages.lockTime(most);
        }
        Managed managed = stored(object, "lock");
        workspace.requireWritable();
        long oid = managed.$odb_oid();
        Instant now = database.clock().instant();
        StoredLock held = find(name, oid);
        if (held != null && held.isHeld(now) && isOfAnother(held, user)) {
            throw VersionMessages.lockedByOther(oid, name, held.owner(), user);
        }
        workspace.access().read(managed);
        if (!workspace.changes().changedOids().test(oid)
                && workspace.changes().given().get(oid) == null) {
            hold(managed, name);
        }
        changing().lock(name, oid, new StoredLock(user, now, most == null ? null : now.plus(most)));
    }

    private void hold(Managed object, String name) {
        long oid = object.$odb_oid();
        workspace.version().requireFree(object);
        WorkspaceVersion.Head taken = workspace.version().taken(oid);
        Revision head = workspace.revisions().head(oid);
        if (head.version().equals(name)) {
            return;
        }
        RevisionFields fields = storage.fields(oid, head.serial());
        Write write = taken == null
                ? VersionRules.lock(oid, fields, name, head.record())
                : new Write(
                        oid,
                        taken.serial(),
                        head.record(),
                        VersionRules.dataSerial(fields),
                        new Lineage(name, taken.lineage().nv(), 0));
        give(write, taken == null ? "" : taken.version());
    }

    /**
     * Gives the lock on an object back: if it is not changed, it is held no more.
     *
     * @param user on whose behalf
     */
    public void unlock(Object object, String user) {
        String name = requireVersion("unlock");
        Managed managed = stored(object, "unlock");
        workspace.requireWritable();
        long oid = managed.$odb_oid();
        StoredLock lock = lock(name, oid);
        if (isOfAnother(lock, user)) {
            throw VersionMessages.notLockOwner(oid, name, lock.owner(), user);
        }
        changing().lock(name, oid, null);
    }

    /** Takes away the lock on an object that is not changed, whoever has it. */
    public void breakLock(String name, long oid) {
        workspace.enter();
        workspace.requireWritable();
        lock(name, oid);
        Revision head = workspace.revisions().head(oid);
        if (head != null && head.version().equals(name) && HeldObject.isChanged(storage, oid, head)) {
            throw VersionMessages.changedBehindLock(oid, name);
        }
        changing().lock(name, oid, null);
    }

    private StoredLock lock(String name, long oid) {
        StoredLock lock = find(name, oid);
        if (lock == null) {
            throw VersionMessages.notLocked(oid, name);
        }
        return lock;
    }

    /** As it is after what this transaction has done so far; null if there is none. */
    private StoredLock find(String name, long oid) {
        if (changes.hasLock(name, oid)) {
            return changes.lock(name, oid);
        }
        StoredVersion version = changes.isEnded(name) ? null : index.find(name);
        return version == null ? null : version.lock(oid);
    }

    private static boolean isOfAnother(StoredLock lock, String user) {
        return !lock.owner().isEmpty() && !lock.owner().equals(user);
    }

    private Managed stored(Object object, String call) {
        Managed managed = Workspace.managed(object);
        workspace.enter();
        workspace.requireOwn(managed, call);
        if (managed.$odb_state() == ObjectState.UNSAVED) {
            throw VersionMessages.unsaved(managed, call);
        }
        return managed;
    }

    private String requireVersion(String call) {
        if (current().isEmpty()) {
            throw VersionMessages.mainLine(call);
        }
        return current();
    }

    /** What there is so far, to be added to. */
    private VersionChanges changing() {
        if (changes == VersionChanges.NONE) {
            changes = new VersionChanges();
        }
        return changes;
    }

    /** What there is so far, to go back to. */
    VersionChanges mark() {
        return changes.copy();
    }

    /** Goes back to what there was. */
    void rollback(VersionChanges mark) {
        changes = mark.copy();
    }

    /** Whether what is committed may have to do with a version. */
    private boolean isConcerned() {
        return workspace.version().mayConcern()
                || !changes.isEmpty()
                || !workspace.changes().given().isEmpty();
    }

    /** The request with what is to be written and checked of the versions. */
    CommitRequest complete(CommitRequest request, String user) {
        return isConcerned() ? completed(request, user) : request;
    }

    private CommitRequest completed(CommitRequest request, String user) {
        VersionUpdate.Moves moves = VersionUpdate.moves(request.writes(), workspace);
        if (moves.isEmpty() && changes.isEmpty()) {
            return request;
        }
        update = new VersionUpdate(
                Workspace.beside(workspace), user, database.clock().instant());
        return update.complete(request, changes, moves);
    }

    /** The transaction is over. */
    void next() {
        changes = VersionChanges.NONE;
        index.forget();
        if (update != null) {
            update.end();
            update = null;
        }
    }
}

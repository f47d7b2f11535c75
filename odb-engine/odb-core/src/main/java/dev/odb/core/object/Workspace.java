package dev.odb.core.object;

import dev.odb.Isolation;
import dev.odb.OdbException;
import dev.odb.OtherResources;
import dev.odb.Persistent;
import dev.odb.Savepoint;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.transaction.LockOwner;
import dev.odb.core.transaction.Snapshots;
import dev.odb.spi.Hooks;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The object copies of one transaction, or of one connection from transaction to transaction: snapshot, identity map,
 * loading on touch. What changes is kept in its {@link ChangeSet}.
 */
public final class Workspace {
    private static final long NONE = -1;

    private final DatabaseContext database;
    private final BooleanSupplier current;
    private final long past;
    private final ThreadGuard guard = new ThreadGuard();
    private final WorkspaceOwner owner = new WorkspaceOwner(this);
    private final ObjectCopies objects;
    private final ChangeSet changes;
    private final RootDirectory roots;
    private final WorkspaceBlobs blobs;
    private Snapshots.Held held;
    private int packs;
    private long snapshot = NONE;
    private long settled = NONE;
    private boolean collecting;
    private volatile Supplier<OdbException> refused;

    /**
     * Begins.
     *
     * @param current whether the calling thread's transaction is the workspace's own
     */
    public Workspace(DatabaseContext database, BooleanSupplier current) {
        this(database, current, NONE);
    }

    private Workspace(DatabaseContext database, BooleanSupplier current, long past) {
        this.packs = database.commits().packed().packs();
        this.database = database;
        this.current = current;
        this.past = past;
        MutableWatch watch = new MutableWatch();
        this.objects = new ObjectCopies(owner, watch, database, this::isSilentlyChanged);
        this.changes = new ChangeSet(this, watch, database);
        this.roots = new RootDirectory(this, database);
        this.blobs = new WorkspaceBlobs(this, database);
    }

    /** Begins one that sees a past snapshot for ever and changes nothing. */
    public static Workspace ofPast(DatabaseContext database, long snapshot) {
        return new Workspace(database, () -> true, snapshot);
    }

    /** Adds a deployment whose classes may be met. */
    public void use(ClassLoader loader) {
        objects.classes().add(loader);
    }

    /** What it is of. */
    public DatabaseContext database() {
        return database;
    }

    /** The operations on roots. */
    public RootDirectory roots() {
        return roots;
    }

    /** What the transaction has changed and wants verified. */
    public ChangeSet changes() {
        return changes;
    }

    /** The contents of blobs that the transaction writes. */
    public WorkspaceBlobs blobs() {
        return blobs;
    }

    /** Makes every later use fail with a message that says the transaction is in that state. */
    public void refuse(String state) {
        refuse(() -> ObjectMessages.over(state));
    }

    /** Makes every later use fail with what is given, made anew each time. */
    public void refuse(Supplier<OdbException> error) {
        refused = error;
    }

    /** Allows use after {@link #refuse(Supplier)}. */
    public void allow() {
        refused = null;
    }

    /** Keeps a second thread out while one is inside. */
    public ThreadGuard guard() {
        return guard;
    }

    /** Fails if the transaction cannot be used. */
    public void requireUsable() {
        Supplier<OdbException> error = refused;
        if (error != null) {
            throw error.get();
        }
    }

    /** The same; fixes the snapshot if it is not fixed yet. */
    public void enter() {
        requireUsable();
        if (snapshot == NONE) {
            fixSnapshot();
        }
    }

    /** The tid up to which this transaction sees commits; fixed by the first use. */
    long snapshot() {
        enter();
        return snapshot;
    }

    /** The snapshot, or -1 if nothing was used yet. */
    public long snapshotIfFixed() {
        return snapshot;
    }

    WorkspaceOwner owner() {
        return owner;
    }

    ObjectCopies objects() {
        return objects;
    }

    /** While changes are collected the calling thread may have no transaction, since its end has begun. */
    void collecting(boolean now) {
        collecting = now;
        if (now) {
            objects.holdAll();
        } else {
            objects.releaseAll();
        }
    }

    /**
     * Has its transactions be of that isolation, or of a stricter one they have already; in a transaction that has begun,
     * what was read before counts as well.
     */
    public void isolate(Isolation isolation) {
        ReadSet reads = changes.reads();
        if (isolation == Isolation.SNAPSHOT || reads.countsEverything()) {
            return;
        }
        if (reads.isIncomplete()) {
            throw ObjectMessages.isolationTooLate();
        }
        reads.countEverything();
        objects.forEachLoaded(this::observe);
        changes.undo().countReads(reads);
    }

    /** Slow path of a field read. */
    Managed read(Managed object) {
        touch(object);
        observe(object);
        return object;
    }

    /** The application is shown state of an object that is loaded. */
    void observe(Managed object) {
        changes.reads().seen(object.$odb_oid(), object.$odb_serial());
    }

    /** Makes an object readable. */
    private void touch(Managed object) {
        requireCurrent(object);
        enter();
        if (object.$odb_state() == ObjectState.COLD) {
            objects.warm(object);
        }
        if (object.$odb_state() == ObjectState.GHOST) {
            load(object);
        }
    }

    /** Whether an object that is not loaded, or was in an earlier transaction, is there. */
    boolean exists(Managed object) {
        requireCurrent(object);
        enter();
        return object.$odb_state() != ObjectState.GHOST || revision(object.$odb_oid()) != null;
    }

    private void requireCurrent(Managed object) {
        if (!collecting && !current.getAsBoolean()) {
            throw ObjectMessages.suspended(object);
        }
    }

    private void load(Managed object) {
        Revision revision = revisionOf(object);
        boolean loaded = false;
        try {
            objects.load(object, revision);
            loaded = true;
        } finally {
            if (!loaded) {
                changes.forget(object);
            }
        }
    }

    /** Slow path of reading a field that may hold an array or the like. */
    Managed readValue(Managed object) {
        read(object);
        if (object.$odb_state() == ObjectState.UNREAD) {
            changes.handOut(object);
        }
        return object;
    }

    /** Memory lets go of the object if it is not. */
    private boolean isSilentlyChanged(Managed object) {
        boolean kept = changes.isSilentlyChanged(object);
        if (!kept) {
            changes.reads().letGo();
        }
        return kept;
    }

    /** Slow path of a field write. */
    Managed write(Managed object) {
        read(object);
        return register(object);
    }

    /** Slow path of a change that is no read. */
    Managed writeBlind(Managed object) {
        touch(object);
        return register(object);
    }

    private Managed register(Managed object) {
        requireWritable();
        if (ObjectCopies.isUnchanged(object)) {
            object.$odb_state(ObjectState.CHANGED);
            changes.changed(object);
        }
        return object;
    }

    /** Fails if nothing can be changed here. */
    void requireWritable() {
        if (past != NONE) {
            throw ObjectMessages.past(past);
        }
        if (database.storage().readOnly()) {
            throw ObjectMessages.readOnly(database.storage().location());
        }
    }

    /** A collection passed one of its inner nodes on the way to a change. */
    Managed readNode(Managed node) {
        if (node.$odb_state() != ObjectState.UNSAVED) {
            read(node);
            changes.reads().readNode(node.$odb_oid(), node.$odb_serial());
        }
        return node;
    }

    /** The managed object behind what an application gave; stand-ins are resolved. */
    public static Managed managed(Object object) {
        Object target = Hooks.value(object);
        if (target instanceof Managed managed) {
            return managed;
        }
        if (object != null && object.getClass().isAnnotationPresent(Persistent.class)) {
            throw ObjectMessages.notEnhanced(object.getClass());
        }
        throw ObjectMessages.notPersistent(object);
    }

    /** Fails unless the object is of this workspace or unsaved. */
    void requireOwn(Managed object, String path) {
        if (object.$odb_owner() != owner && object.$odb_owner() != null) {
            String end = object.$odb_owner() instanceof WorkspaceOwner other ? other.end() : null;
            throw ObjectMessages.foreign(object, path, end);
        }
    }

    /** The object's oid; an unsaved one is given one. */
    public long oid(Object object) {
        Managed managed = managed(object);
        enter();
        requireOwn(managed, "oid");
        if (managed.$odb_owner() == null) {
            requireWritable();
            changes.adopt(managed);
        }
        return managed.$odb_oid();
    }

    /** The serial of the revision this workspace sees, 0 for an unsaved object. */
    public long serial(Object object) {
        Managed managed = managed(object);
        requireOwn(managed, "serial");
        if (managed.$odb_state() == ObjectState.UNSAVED) {
            return 0;
        }
        return read(managed).$odb_serial();
    }

    /** Makes reading the object count. */
    public void readCurrent(Object object) {
        Managed managed = managed(object);
        requireOwn(managed, "readCurrent");
        if (managed.$odb_state() != ObjectState.UNSAVED) {
            read(managed);
            changes.reads().verify(managed.$odb_oid(), managed.$odb_serial());
        }
    }

    /** Requires that the object be still that revision when the transaction commits. */
    public void requireUnchanged(long oid, long serial) {
        Revision revision = revision(oid);
        if (revision == null) {
            throw missing(oid, "");
        }
        if (revision.serial() != serial) {
            throw serial > snapshot && past == NONE
                    ? ObjectMessages.younger(oid, typeOf(revision), revision.serial(), serial, snapshot)
                    : ObjectMessages.stale(oid, typeOf(revision), serial, revision.serial());
        }
        changes.reads().requireUnchanged(oid, serial);
    }

    /** Undoes transactions in this one. */
    public void undo(OtherResources others, long... tids) {
        enter();
        requireWritable();
        changes.undo().undo(others, tids);
    }

    /** Makes a point to go back to; if that fails the transaction can only be rolled back. */
    public Savepoint savepoint() {
        requireCurrent("savepoint()");
        enter();
        try {
            Savepoint made = changes.savepoint();
            objects.makeRoom();
            return made;
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    /** Goes back to a savepoint. */
    void rollback(Savepoints.Mark savepoint) {
        requireCurrent("rollback() of a savepoint");
        enter();
        changes.requireValid(savepoint);
        try {
            changes.rollback(savepoint);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private void requireCurrent(String call) {
        if (!current.getAsBoolean()) {
            throw ObjectMessages.suspendedCall(call);
        }
    }

    private void fail(Throwable failure) {
        refuse(() -> ObjectMessages.savepointFailed(failure));
    }

    /**
     * The object's revision in the snapshot, with the state that a savepoint put aside or that an undo in this transaction
     * gave it; or null.
     */
    Revision revision(long oid) {
        enter();
        Revision own = changes.spilled().revision(oid);
        if (own == null) {
            own = changes.undo().revision(oid);
        }
        if (own == null) {
            own = changes.imports().revision(oid);
        }
        if (own != null) {
            return own;
        }
        Revision revision = database.storage().load(oid, snapshot);
        return revision == null ? roots.younger(oid) : revision;
    }

    /** The object's record as this transaction found it, or null; for what works on records. */
    public byte[] record(long oid) {
        Revision revision = revision(oid);
        return revision == null ? null : revision.record();
    }

    /** An oid for an object to be imported. */
    public long newOid() {
        enter();
        requireWritable();
        return database.storage().newOids(1);
    }

    /**
     * Adds new objects by their records.
     *
     * @param root the one that is given back
     * @return the root, of that type
     */
    public <T> T add(Map<Long, byte[]> records, long root, Class<T> type) {
        int id = RecordInfo.classId(records.get(root));
        T object = type.cast(objects.reference(root, database.catalog().get(id)));
        changes.imports().add(records);
        return object;
    }

    private String typeOf(Revision revision) {
        int id = RecordInfo.classId(revision.record());
        return database.catalog().get(id).name();
    }

    private Revision revisionOf(Managed object) {
        Revision revision = revision(object.$odb_oid());
        if (revision == null) {
            throw missing(object.$odb_oid(), object.getClass().getName());
        }
        return revision;
    }

    /** Not in the snapshot; another one may have it, but the past never will. */
    private OdbException missing(long oid, String type) {
        Revision newer = past == NONE ? database.storage().loadAppended(oid) : null;
        return newer == null
                ? ObjectMessages.objectMissing(oid, type, snapshot)
                : ObjectMessages.younger(oid, typeOf(newer), 0, newer.serial(), snapshot);
    }

    private void fixSnapshot() {
        // asked before, so that nothing is missed; what is there too early is only dropped too early
        int packsBefore = database.commits().packed().packs();
        long now = past == NONE ? take() : past;
        snapshot = now;
        if (packsBefore != packs) {
            packs = packsBefore;
            objects.dropUnless(database.storage()::exists);
        }
        if (settled != NONE && settled != now) {
            objects.invalidate(database.storage().changedBetween(settled, now), NONE);
        }
        objects.makeRoom();
    }

    private long take() {
        held = database.commits().snapshots().take();
        return held.tid();
    }

    /** Nothing is read from the snapshot any more. */
    public void releaseSnapshot() {
        if (held != null) {
            database.commits().snapshots().release(held);
            held = null;
        }
    }

    /** Who takes this transaction's locks. */
    public LockOwner lockOwner() {
        return changes.lockOwner();
    }

    /**
     * The transaction committed and the connection goes on: everything loaded is kept and looked at again when the next
     * transaction touches it.
     *
     * @param tid the commit's tid, or 0 if nothing was written
     * @param resolved oids whose stored state is a merge
     */
    public void nextAfterCommit(long tid, Set<Long> resolved) {
        changes.committed(tid);
        blobs.committed();
        for (long oid : resolved) {
            Managed known = objects.get(oid);
            if (known != null) {
                objects.ghost(known);
            }
        }
        if (tid != 0 && snapshot != NONE) {
            objects.invalidate(database.storage().changedBetween(snapshot, tid - 1), tid);
        }
        next(tid != 0 ? tid : snapshot);
    }

    /** The transaction was rolled back and the connection goes on. */
    public void nextAfterRollback() {
        changes.rolledBack();
        blobs.rolledBack();
        next(snapshot == NONE ? settled : snapshot);
    }

    private void next(long at) {
        objects.cool();
        roots.forget();
        releaseSnapshot();
        settled = at;
        snapshot = NONE;
        changes.begin();
    }

    /** The transaction is over for good after a commit: its objects stay readable. */
    public void endCommitted() {
        changes.committed(0);
        blobs.committed();
        objects.settle();
        end("committed");
    }

    /** The transaction is over for good after a rollback: saved objects lose their state, new ones are unsaved again. */
    public void endRolledBack() {
        changes.rolledBack();
        blobs.rolledBack();
        objects.ghostAll();
        end("rolled back");
    }

    /** The connection is closed: what it loaded stays readable. */
    public void endClosed() {
        changes.rolledBack();
        blobs.rolledBack();
        objects.settle();
        end("ended with its connection");
    }

    private void end(String how) {
        owner.end(how);
        releaseSnapshot();
        objects.clear();
        changes.clear();
        refuse("over: it was " + how);
    }
}

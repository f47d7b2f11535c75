package dev.odb.core.object;

import dev.odb.Isolation;
import dev.odb.OdbException;
import dev.odb.OtherResources;
import dev.odb.Persistent;
import dev.odb.Savepoint;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.Revision;
import dev.odb.core.transaction.LockOwner;
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
    private static final String MAIN_LINE = "";

    private final DatabaseContext database;
    private final ThreadGuard guard = new ThreadGuard();
    private final ClassViews views;
    private final ChangeSet changes;
    private final RootDirectory roots;
    private final WorkspaceBlobs blobs;
    private final WorkspaceSnapshot snapshot;
    private final VisibleRevisions revisions;
    private final ObjectAccess access;
    private final Savepoints savepoints;
    private final LifeCycle lifeCycle;
    private final WorkspaceVersion version;
    private final VersionOperations versions;
    /** Whether it is at the snapshot of another one, and yet may change something. */
    private final boolean beside;

    private volatile Supplier<OdbException> refused;

    /**
     * Begins.
     *
     * @param current whether the calling thread's transaction is the workspace's own
     */
    public Workspace(DatabaseContext database, BooleanSupplier current) {
        this(database, current, MAIN_LINE);
    }

    /**
     * Begins one in a version.
     *
     * @param version empty for the main line
     */
    public Workspace(DatabaseContext database, BooleanSupplier current, String version) {
        this(database, current, version, WorkspaceSnapshot.NEWEST, false);
    }

    private Workspace(DatabaseContext database, BooleanSupplier current, String version, long past, boolean beside) {
        this.database = database;
        this.beside = beside;
        this.access = new ObjectAccess(this, current);
        this.views = new ClassViews(this, database);
        // a connection, which goes on to another transaction, has one view only
        this.snapshot = new WorkspaceSnapshot(database, objects(), past);
        this.revisions = new VisibleRevisions(this, snapshot, database);
        this.changes = new ChangeSet(this, database);
        this.roots = new RootDirectory(this, database);
        this.blobs = new WorkspaceBlobs(this, database);
        this.savepoints = new Savepoints(this);
        this.lifeCycle = new LifeCycle(this, snapshot);
        this.version = new WorkspaceVersion(this, database, version);
        this.versions = new VersionOperations(this, database);
    }

    /** Begins one in the main line that sees a past snapshot for ever and changes nothing. */
    public static Workspace ofPast(DatabaseContext database, long snapshot) {
        return ofPast(database, snapshot, MAIN_LINE);
    }

    /** The same in a version. */
    public static Workspace ofPast(DatabaseContext database, long snapshot, String version) {
        return new Workspace(database, () -> true, version, snapshot, false);
    }

    /**
     * Begins one in the main line at the snapshot of another one, which keeps that; for changes that are committed with its
     * own.
     */
    static Workspace beside(Workspace other) {
        return new Workspace(other.database, () -> true, MAIN_LINE, other.snapshot(), true);
    }

    /** Where it is among the versions. */
    WorkspaceVersion version() {
        return version;
    }

    /** What it does with versions. */
    public VersionOperations versions() {
        return versions;
    }

    /** Memory lets go of the object if it is not. */
    boolean isSilentlyChanged(Managed object) {
        boolean kept = changes.unseen().isChanged(object);
        if (!kept) {
            changes.reads().letGo();
        }
        return kept;
    }

    /** Adds a deployment whose classes may be met; gives the view to {@link #turnTo} when it is at work. */
    public ClassView use(ClassLoader loader) {
        return views.of(loader);
    }

    /** What follows is done with the classes of that view's deployments. */
    public void turnTo(ClassView view) {
        views.turnTo(view);
    }

    /** The copies of its objects. */
    ClassViews views() {
        return views;
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
        snapshot.fix();
    }

    /** The tid up to which this transaction sees commits; fixed by the first use. */
    long snapshot() {
        enter();
        return snapshot.tid();
    }

    /** The snapshot, or -1 if nothing was used yet. */
    public long snapshotIfFixed() {
        return snapshot.tid();
    }

    /** What the objects of the view refer to that is at work. */
    WorkspaceOwner owner() {
        return views.current().owner();
    }

    /** The objects of the view that is at work. */
    ObjectCopies objects() {
        return views.current().objects();
    }

    /** Those of the running transaction. */
    Savepoints savepoints() {
        return savepoints;
    }

    /** The slow paths of its objects. */
    ObjectAccess access() {
        return access;
    }

    /** What it sees of the storage. */
    VisibleRevisions revisions() {
        return revisions;
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
        views.forEach(view -> view.objects().forEachLoaded(access::observe));
        changes.given().countReads(reads);
    }

    /** Fails if nothing can be changed here. */
    void requireWritable() {
        if (snapshot.isPast() && !beside) {
            throw ObjectMessages.past(snapshot.past());
        }
        if (database.storage().readOnly()) {
            throw ObjectMessages.readOnly(database.storage().location());
        }
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
        if (object.$odb_owner() != owner() && object.$odb_owner() != null) {
            if (object.$odb_owner() instanceof WorkspaceOwner other && other.workspace() == this) {
                throw ObjectMessages.copyOfOther(object, path, other.view(), views.current());
            }
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
        return access.read(managed).$odb_serial();
    }

    /** Makes reading the object count. */
    public void readCurrent(Object object) {
        Managed managed = managed(object);
        requireOwn(managed, "readCurrent");
        if (managed.$odb_state() != ObjectState.UNSAVED) {
            access.read(managed);
            changes.reads().verify(managed.$odb_oid(), managed.$odb_serial());
        }
    }

    /** Requires that the object be still that revision when the transaction commits. */
    public void requireUnchanged(long oid, long serial) {
        revisions.requireSerial(oid, serial);
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
        return savepoints.take();
    }

    /** The object's record as this transaction found it, or null; for what works on records. */
    public byte[] record(long oid) {
        Revision revision = revisions.find(oid);
        return revision == null ? null : revision.record();
    }

    /** The one object of that oid, a ghost of the class if it was not met before; for what works on known objects. */
    public <T> T object(long oid, Class<T> type) {
        enter();
        return type.cast(objects().reference(oid, type));
    }

    /**
     * Lays objects over the snapshot that were made since, by a transaction on this one's behalf.
     *
     * @param tid of that transaction
     */
    public void layOver(long tid) {
        enter();
        roots.layOver(tid);
    }

    /** The objects to which this transaction's undo has given another state; those whose creation it undid are not among them. */
    public long[] undone() {
        return changes.undo().changed();
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
        T object = type.cast(objects().object(root, database.catalog().get(id)));
        changes.imports().add(records);
        return object;
    }

    /** Nothing is read from the snapshot any more. */
    public void releaseSnapshot() {
        snapshot.release();
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
        lifeCycle.nextAfterCommit(tid, resolved);
    }

    /** The transaction was rolled back and the connection goes on. */
    public void nextAfterRollback() {
        lifeCycle.nextAfterRollback();
    }

    /** The transaction commits now and will be over for good; nothing is touched until then. */
    public void settle() {
        lifeCycle.settle();
    }

    /** The transaction is over for good after a commit: its objects stay readable. */
    public void endCommitted() {
        lifeCycle.endCommitted();
    }

    /** The transaction is over for good after a rollback: saved objects lose their state, new ones are unsaved again. */
    public void endRolledBack() {
        lifeCycle.endRolledBack();
    }

    /** The connection is closed: what it loaded stays readable. */
    public void endClosed() {
        lifeCycle.endClosed();
    }
}

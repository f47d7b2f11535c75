package dev.odb.core.object;

import dev.odb.BTreeMap;
import dev.odb.BrokenObject;
import dev.odb.ConflictException;
import dev.odb.Persistent;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.CommitResult;
import dev.odb.replay.Replay;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The named entries of the database, kept in a {@link BTreeMap} of oid 0, so that transactions that add different names
 * merge. Roots created while a transaction runs are laid over its snapshot. Belongs to its workspace.
 */
public final class RootDirectory {
    private static final long OID = 0;
    private static final Replay CREATION = new Replay(10, Duration.ofSeconds(30));

    private final Workspace workspace;
    private final DatabaseContext database;
    private final Map<String, Managed> overlay = new HashMap<>();
    private long overlayTid;

    RootDirectory(Workspace workspace, DatabaseContext database) {
        this.workspace = workspace;
        this.database = database;
    }

    /** Makes the directory of a new database. */
    public static void createIn(DatabaseContext database) {
        Workspace workspace = new Workspace(database, () -> true);
        Managed directory = (Managed) (Object) new BTreeMap<String, Object>();
        workspace.changes().store(directory, OID);
        try {
            database.commits()
                    .commit(workspace
                            .changes()
                            .collect(described("initial database creation").asBookkeeping(), false));
            workspace.endCommitted();
        } catch (ConflictException e) {
            workspace.endRolledBack();
            if (database.storage().loadAppended(OID) == null) {
                throw e;
            }
            // another process was faster
        }
    }

    /** The directory itself. */
    @SuppressWarnings("unchecked")
    public BTreeMap<String, Object> map() {
        workspace.enter();
        return (BTreeMap<String, Object>) (Object) workspace.objects().reference(OID, BTreeMap.class);
    }

    /** The root of that name. */
    public <T> T get(String name, Class<T> type) {
        Object found = find(name, type);
        if (found == null) {
            throw ObjectMessages.rootMissing(name, new TreeSet<>(map().keySet()));
        }
        return cast(name, found, type);
    }

    /** The root of that name, created in a transaction of its own if there is none. */
    public <T> T get(String name, Class<T> type, Supplier<? extends T> initial) {
        Object found = find(name, type);
        if (found == null) {
            Created created = create(name, initial);
            Managed root = workspace.objects().reference(created.oid, created.type);
            overlay.put(name, root);
            layOver(created.tid);
            found = root;
        }
        return cast(name, found, type);
    }

    /** Every root this transaction sees. */
    void forEach(BiConsumer<String, Object> action) {
        map().forEach(action);
        overlay.forEach(action);
    }

    /** The revision of an object that is younger than the snapshot and belongs to a root laid over it, or null. */
    Revision younger(long oid) {
        return overlayTid == 0 ? null : database.storage().load(oid, overlayTid);
    }

    /** Objects that are not in the snapshot, and were made up to that tid, are seen. */
    void layOver(long tid) {
        overlayTid = Math.max(overlayTid, tid);
    }

    /** The next transaction's snapshot has everything. */
    void forget() {
        overlay.clear();
        overlayTid = 0;
    }

    private Object find(String name, Class<?> type) {
        if (type.isAnnotationPresent(Persistent.class) && !Managed.class.isAssignableFrom(type)) {
            throw ObjectMessages.notEnhanced(type);
        }
        Object found = map().get(name);
        return found == null ? overlaid(name) : found;
    }

    /** With the classes of the view that is at work. */
    private Managed overlaid(String name) {
        Managed made = overlay.get(name);
        return made == null || made.$odb_owner() == workspace.owner()
                ? made
                : workspace.objects().object(made.$odb_oid(), database.catalog().define(made.getClass()));
    }

    private static <T> T cast(String name, Object found, Class<T> type) {
        if (!type.isInstance(found) && found instanceof BrokenObject broken) {
            throw ObjectMessages.brokenRoot(name, broken);
        }
        if (!type.isInstance(found)) {
            throw ObjectMessages.rootType(name, found, type);
        }
        return type.cast(found);
    }

    private record Created(long oid, Class<?> type, long tid) {}

    private Created create(String name, Supplier<?> initial) {
        workspace.requireWritable();
        try {
            return CREATION.run(() -> createOnce(name, initial));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("creation of a root throws unchecked exceptions only", e);
        }
    }

    private Created createOnce(String name, Supplier<?> initial) {
        Workspace own = new Workspace(database, () -> true);
        own.objects().classes().addAll(workspace.objects().classes());
        boolean done = false;
        try {
            BTreeMap<String, Object> directory = own.roots().map();
            Object present = directory.get(name);
            Created created;
            if (present == null) {
                Managed value = unsaved(name, initial.get());
                directory.put(name, value);
                CommitRequest request = own.changes().collect(described("creation of root '" + name + "'"), false);
                CommitResult result = database.commits().commit(request);
                moveReads(request, result);
                created = new Created(value.$odb_oid(), value.getClass(), result.tid());
            } else {
                created = new Created(own.oid(present), present.getClass(), own.snapshot());
            }
            own.endCommitted();
            done = true;
            return created;
        } catch (UnknownOutcomeException e) {
            own.blobs().outcomeUnknown();
            throw e;
        } finally {
            if (!done) {
                own.endRolledBack();
                database.commits().release(own.lockOwner());
            }
        }
    }

    /** That the root was missing is what the caller has read, and what the creation itself has changed. */
    private void moveReads(CommitRequest request, CommitResult result) {
        for (Write write : request.writes()) {
            if (!result.resolved().contains(write.oid())) {
                workspace.changes().reads().moved(write.oid(), write.serialSeen(), result.tid());
            }
        }
    }

    private static Managed unsaved(String name, Object value) {
        boolean isNew = value instanceof Managed managed
                && managed.$odb_state() == ObjectState.UNSAVED
                && managed.$odb_owner() == null;
        if (!isNew) {
            if (value != null
                    && value.getClass().isAnnotationPresent(Persistent.class)
                    && !(value instanceof Managed)) {
                throw ObjectMessages.notEnhanced(value.getClass());
            }
            throw ObjectMessages.initialNotNew(name, value);
        }
        return (Managed) value;
    }

    private static TransactionMetadata described(String description) {
        return new TransactionMetadata("", description, Map.of(), false);
    }
}

package dev.odb.core.object;

import dev.odb.Blob;
import dev.odb.core.record.RecordEncoder;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.record.SharedValueException;
import dev.odb.core.record.UnstorableValueException;
import dev.odb.core.transaction.PackedObjects;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes records of the objects of one workspace. Beside the form of a record, which is {@link RecordEncoder}'s, that
 * needs what only the workspace knows: whose the referenced objects are, whether they are still there, and the path from
 * a root to a value that cannot be stored. Nothing loses its state meanwhile. Not thread-safe; belongs to its change set.
 */
final class ObjectEncoder {
    private final Workspace workspace;
    private final DatabaseContext database;
    private final MutableOwners owners;
    private RecordEncoder encoder;
    private final Consumer<Managed> reached;
    private Managed encoding;

    /**
     * For the objects of the workspace.
     *
     * @param reached told of each object that is referred to, which must have an oid afterwards
     */
    ObjectEncoder(Workspace workspace, DatabaseContext database, Consumer<Managed> reached) {
        this.workspace = workspace;
        this.database = database;
        this.reached = reached;
        this.owners = new MutableOwners(database.catalog());
    }

    /** From now on a mutable value must not be met in two objects. */
    void begin() {
        owners.begin();
    }

    /** Until now. */
    void end() {
        owners.end();
    }

    /** The object's record, as it is now. */
    byte[] encode(Managed object) {
        encoding = object;
        workspace.objects().holdAll();
        if ((Object) object instanceof Blob blob) {
            workspace.blobs().stored(blob);
        }
        try {
            return encoder().encode(object);
        } catch (SharedValueException e) {
            throw shared(object, e);
        } catch (UnstorableValueException e) {
            throw unstorable(e);
        } finally {
            encoding = null;
            workspace.objects().releaseAll();
        }
    }

    /** Made late, since most transactions only read. */
    private RecordEncoder encoder() {
        if (encoder == null) {
            encoder = new RecordEncoder(database.catalog(), this::reference, owners);
        }
        return encoder;
    }

    /** Whether the object encoded last has values that cannot tell of changes. */
    boolean untracked() {
        return encoder.untracked();
    }

    /** The object's state together with that of the unsaved objects that came with it. */
    LoadedState stateOf(Managed object) {
        encoding = object;
        workspace.objects().holdAll();
        try {
            return LoadedState.of(object, database.catalog());
        } catch (UnstorableValueException e) {
            throw unstorable(e);
        } finally {
            workspace.objects().releaseAll();
        }
    }

    /** What refers strongly to an object that a pack has removed cannot be stored. */
    void requireTargets(Managed holder, byte[] record) {
        PackedObjects packed = database.commits().packed();
        if (packed.packs() == 0) {
            return;
        }
        SpilledObjects spilled = workspace.changes().spilled();
        for (long oid : RecordInfo.references(record)) {
            Managed target = packed.isGone(oid) ? workspace.objects().get(oid) : null;
            if (target != null && target.$odb_state() != ObjectState.UNSAVED && !spilled.contains(oid)) {
                throw ObjectMessages.packed(paths().path(target, holder, "?"), oid);
            }
        }
    }

    private long reference(Managed target, Supplier<String> path) {
        if (target.$odb_owner() != null && target.$odb_owner() != workspace.owner()) {
            workspace.requireOwn(target, path(target, path.get()));
        }
        reached.accept(target);
        return target.$odb_oid();
    }

    private RuntimeException unstorable(UnstorableValueException e) {
        return ObjectMessages.unstorable(path(e.value(), e.path()), e.value(), e.getMessage());
    }

    private RuntimeException shared(Managed object, SharedValueException e) {
        String path = paths().path(object, e.path());
        String other = owners.path(e.other(), e.value());
        return other == null
                ? ObjectMessages.unstorable(path, e.value(), e.getMessage())
                : ObjectMessages.shared(path, paths().path(e.other(), other), e.value());
    }

    private String path(Object value, String tail) {
        return paths().path(value, encoding, tail);
    }

    private PathFinder paths() {
        return new PathFinder(workspace.roots(), database.catalog());
    }
}

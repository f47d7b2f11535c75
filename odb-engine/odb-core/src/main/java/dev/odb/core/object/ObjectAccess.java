package dev.odb.core.object;

import dev.odb.core.storage.Jfr;
import dev.odb.core.storage.Revision;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.function.BooleanSupplier;

/**
 * What happens when somebody touches an object of a workspace: the slow paths that the enhanced classes take through
 * {@link WorkspaceOwner}. They are together here since every one has the same steps, and in this order: is it the
 * thread's transaction, is there a snapshot, is the object loaded, does the reading count, is it noted as changed. Not
 * thread-safe; belongs to its workspace.
 */
final class ObjectAccess {
    private final Workspace workspace;
    private final BooleanSupplier current;
    private boolean collecting;

    /**
     * For a new workspace.
     *
     * @param current whether the calling thread's transaction is the workspace's own
     */
    ObjectAccess(Workspace workspace, BooleanSupplier current) {
        this.workspace = workspace;
        this.current = current;
    }

    /** While changes are collected the calling thread may have no transaction, since its end has begun. */
    void collecting(boolean now) {
        collecting = now;
        workspace.views().forEach(view -> {
            if (now) {
                view.objects().holdAll();
            } else {
                view.objects().releaseAll();
            }
        });
    }

    /** Whether changes are being collected. */
    boolean isCollecting() {
        return collecting;
    }

    /** Slow path of a field read. */
    Managed read(Managed object) {
        touch(object);
        observe(object);
        return object;
    }

    /** The application is shown state of an object that is loaded. */
    void observe(Managed object) {
        workspace.changes().reads().seen(object.$odb_oid(), object.$odb_serial());
    }

    /** Slow path of reading a field that may hold an array or the like. */
    Managed readValue(Managed object) {
        read(object);
        if (object.$odb_state() == ObjectState.UNREAD) {
            workspace.changes().unseen().handOut(object);
        }
        return object;
    }

    /** A collection passed one of its inner nodes on the way to a change. */
    Managed readNode(Managed node) {
        if (node.$odb_state() != ObjectState.UNSAVED) {
            read(node);
            workspace.changes().reads().readNode(node.$odb_oid(), node.$odb_serial());
        }
        return node;
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

    /** Whether an object that is not loaded, or was in an earlier transaction, is there. */
    boolean exists(Managed object) {
        requireCurrent(object);
        workspace.enter();
        return object.$odb_state() != ObjectState.GHOST || workspace.revisions().find(object.$odb_oid()) != null;
    }

    /** The contents of its blobs. */
    WorkspaceBlobs blobs() {
        return workspace.blobs();
    }

    /** Fails if it is not the calling thread's transaction in which the application makes the call. */
    void requireCurrent(String call) {
        if (!current.getAsBoolean()) {
            throw ObjectMessages.suspendedCall(call);
        }
    }

    private void requireCurrent(Managed object) {
        if (!collecting && !current.getAsBoolean()) {
            throw ObjectMessages.suspended(object);
        }
    }

    /** Makes an object readable. */
    private void touch(Managed object) {
        requireCurrent(object);
        workspace.enter();
        if (object.$odb_state() == ObjectState.COLD) {
            workspace.objects().warm(object);
        }
        if (object.$odb_state() == ObjectState.GHOST) {
            load(object);
        }
    }

    private void load(Managed object) {
        LoadEvent event = Jfr.isUsed() ? LoadEvent.start() : null;
        if (event != null) {
            event.source = workspace.revisions().source(object.$odb_oid());
        }
        Revision revision = workspace.revisions().require(object);
        boolean loaded = false;
        try {
            workspace.objects().load(object, revision);
            loaded = true;
        } finally {
            if (!loaded) {
                workspace.changes().forget(object);
            }
        }
        if (event != null) {
            event.loaded(object, revision, workspace.database().storage().location());
        }
    }

    private Managed register(Managed object) {
        workspace.requireWritable();
        if (ObjectCopies.isUnchanged(object)) {
            workspace.views().requireWriter(object);
            workspace.version().requireFree(object);
            object.$odb_state(ObjectState.CHANGED);
            workspace.changes().changed(object);
        }
        return object;
    }
}

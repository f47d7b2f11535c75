package dev.odb.core.object;

import dev.odb.spi.BlobSpace;
import dev.odb.spi.Managed;
import dev.odb.spi.Owner;
import java.util.function.BiFunction;

/**
 * What the objects of a workspace refer to. When the workspace ends it becomes a tombstone that only knows how that
 * happened, so that a detached object keeps nothing else alive.
 */
final class WorkspaceOwner implements Owner {
    private volatile Workspace workspace;
    private volatile ClassView view;
    private volatile String end;

    /** Of the objects of one of its views. */
    WorkspaceOwner(Workspace workspace, ClassView view) {
        this.workspace = workspace;
        this.view = view;
    }

    /** The owner of objects whose transaction has ended. */
    static WorkspaceOwner tombstone(String how) {
        WorkspaceOwner owner = new WorkspaceOwner(null, null);
        owner.end = how;
        return owner;
    }

    void end(String how) {
        end = how;
        workspace = null;
        view = null;
    }

    @Override
    public Managed read(Managed object) {
        return inside(object, "read", ObjectAccess::read);
    }

    @Override
    public Managed readValue(Managed object) {
        return inside(object, "read", ObjectAccess::readValue);
    }

    @Override
    public Managed write(Managed object) {
        return inside(object, "changed", ObjectAccess::write);
    }

    @Override
    public Managed writeBlind(Managed object) {
        return inside(object, "changed", ObjectAccess::writeBlind);
    }

    @Override
    public void readCurrent(Managed object) {
        inside(object, "read", ObjectAccess::readNode);
    }

    @Override
    public boolean exists(Managed object) {
        return inside(object, "read", ObjectAccess::exists);
    }

    /** Asked at every look at a counter, so without the guard; what is detached may be looked at. */
    @Override
    public void observe(Managed object) {
        Workspace live = workspace;
        if (live != null) {
            live.access().observe(object);
        }
    }

    @Override
    public Managed target(Managed object) {
        return object;
    }

    /** The workspace while it lives, else null. */
    Workspace workspace() {
        return workspace;
    }

    /** Which copies of the workspace's objects its are, while that lives, else null. */
    ClassView view() {
        return view;
    }

    @Override
    public BlobSpace blobs(Managed blob) {
        return inside(blob, "read", (access, object) -> access.blobs());
    }

    /** How the transaction ended, or null while it runs. */
    String end() {
        return end;
    }

    private Workspace live(Managed object, String how) {
        Workspace live = workspace;
        if (live == null) {
            throw ObjectMessages.detached(object, how, end);
        }
        return live;
    }

    private <T> T inside(Managed object, String how, BiFunction<ObjectAccess, Managed, T> what) {
        ClassView of = view;
        Workspace live = live(object, how);
        live.guard().enter();
        try {
            live.views().turnTo(of);
            return what.apply(live.access(), object);
        } finally {
            live.guard().exit();
        }
    }
}

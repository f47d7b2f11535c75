package dev.odb.core.object;

import dev.odb.spi.Managed;
import dev.odb.spi.Owner;

/**
 * What the objects of a workspace refer to. When the workspace ends it becomes a tombstone that only knows how that
 * happened, so that a detached object keeps nothing else alive.
 */
final class WorkspaceOwner implements Owner {
    private volatile Workspace workspace;
    private volatile String end;

    WorkspaceOwner(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The owner of objects whose transaction has ended. */
    static WorkspaceOwner tombstone(String how) {
        WorkspaceOwner owner = new WorkspaceOwner(null);
        owner.end = how;
        return owner;
    }

    void end(String how) {
        end = how;
        workspace = null;
    }

    @Override
    public Managed read(Managed object) {
        Workspace live = live(object, "read");
        live.guard().enter();
        try {
            return live.read(object);
        } finally {
            live.guard().exit();
        }
    }

    @Override
    public Managed readValue(Managed object) {
        return live(object, "read").readValue(object);
    }

    @Override
    public Managed write(Managed object) {
        Workspace live = live(object, "changed");
        live.guard().enter();
        try {
            return live.write(object);
        } finally {
            live.guard().exit();
        }
    }

    @Override
    public Managed target(Managed object) {
        return object;
    }

    @Override
    public void readCurrent(Managed object) {
        Workspace live = live(object, "read");
        live.guard().enter();
        try {
            live.readNode(object);
        } finally {
            live.guard().exit();
        }
    }

    @Override
    public boolean exists(Managed object) {
        return live(object, "read").exists(object);
    }

    /** The workspace while it lives, else null. */
    Workspace workspace() {
        return workspace;
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
}

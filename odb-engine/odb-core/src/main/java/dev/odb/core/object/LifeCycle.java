package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.util.Set;

/**
 * What becomes of the objects, changes and blobs of a workspace when its transaction is over: kept for the next one of
 * the connection, or for good in one of three ways. Each part knows its own share; the order in which they are told is
 * here. Belongs to its workspace, where the contracts of these methods are.
 */
final class LifeCycle {
    private final Workspace workspace;
    private final ObjectCopies objects;
    private final WorkspaceSnapshot snapshot;
    private boolean settled;

    LifeCycle(Workspace workspace, ObjectCopies objects, WorkspaceSnapshot snapshot) {
        this.workspace = workspace;
        this.objects = objects;
        this.snapshot = snapshot;
    }

    void nextAfterCommit(long tid, Set<Long> resolved) {
        committed(tid);
        for (long oid : resolved) {
            Managed known = objects.get(oid);
            if (known != null) {
                objects.ghost(known);
            }
        }
        if (tid != 0) {
            snapshot.dropChangedBefore(tid);
        }
        next(() -> snapshot.nextAfterCommit(tid));
    }

    void nextAfterRollback() {
        rolledBack();
        next(snapshot::nextAfterRollback);
    }

    private void next(Runnable moveOn) {
        objects.cool();
        workspace.roots().forget();
        moveOn.run();
        workspace.changes().begin();
        workspace.savepoints().clear();
    }

    /**
     * The transaction is about to commit and to end by that: does what can be done before it has to wait for the disk, since
     * afterwards its objects are no longer in the processor's caches.
     */
    void settle() {
        objects.settle();
        settled = true;
    }

    void endCommitted() {
        committed(0);
        if (!settled) {
            objects.settle();
        }
        end("committed");
    }

    void endRolledBack() {
        rolledBack();
        objects.ghostAll();
        end("rolled back");
    }

    void endClosed() {
        rolledBack();
        objects.settle();
        end("ended with its connection");
    }

    private void committed(long tid) {
        workspace.changes().committed(tid);
        workspace.blobs().committed();
    }

    private void rolledBack() {
        workspace.changes().rolledBack();
        workspace.blobs().rolledBack();
    }

    private void end(String how) {
        workspace.owner().end(how);
        snapshot.release();
        objects.end();
        workspace.changes().clear();
        workspace.savepoints().clear();
        workspace.refuse("over: it was " + how);
    }
}

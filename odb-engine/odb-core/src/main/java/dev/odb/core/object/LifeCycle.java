package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What becomes of the objects, changes and blobs of a workspace when its transaction is over: kept for the next one of
 * the connection, or for good in one of three ways. Each part knows its own share; the order in which they are told is
 * here. Belongs to its workspace, where the contracts of these methods are.
 */
final class LifeCycle {
    private final Workspace workspace;
    private final WorkspaceSnapshot snapshot;
    private boolean settled;

    LifeCycle(Workspace workspace, WorkspaceSnapshot snapshot) {
        this.workspace = workspace;
        this.snapshot = snapshot;
    }

    void nextAfterCommit(long tid, Set<Long> resolved) {
        committed(tid);
        for (long oid : resolved) {
            Managed known = workspace.objects().get(oid);
            if (known != null) {
                workspace.objects().ghost(known);
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
        workspace.objects().cool();
        workspace.roots().forget();
        moveOn.run();
        workspace.changes().begin();
        workspace.version().next();
        workspace.versions().next();
        workspace.savepoints().clear();
    }

    /**
     * The transaction is about to commit and to end by that: does what can be done before it has to wait for the disk, since
     * afterwards its objects are no longer in the processor's caches.
     */
    void settle() {
        forEachCopies(ObjectCopies::settle);
        settled = true;
    }

    void endCommitted() {
        committed(0);
        if (!settled) {
            forEachCopies(ObjectCopies::settle);
        }
        end("committed");
    }

    void endRolledBack() {
        rolledBack();
        forEachCopies(ObjectCopies::ghostAll);
        end("rolled back");
    }

    void endClosed() {
        rolledBack();
        forEachCopies(ObjectCopies::settle);
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

    private void forEachCopies(Consumer<ObjectCopies> action) {
        workspace.views().forEach(view -> action.accept(view.objects()));
    }

    private void end(String how) {
        workspace.views().forEach(view -> view.owner().end(how));
        snapshot.release();
        forEachCopies(ObjectCopies::end);
        workspace.changes().clear();
        workspace.versions().next();
        workspace.savepoints().clear();
        workspace.refuse(() -> ObjectMessages.over("over: it was " + how));
    }
}

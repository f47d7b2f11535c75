package dev.odb.core;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.core.object.ChangeSet;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.CommitReservation;
import dev.odb.replay.ConflictScope;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A branch over one workspace. */
final class ManagedBranch implements Branch {
    private final Engine engine;
    private final DatabaseContext context;
    private final BranchSettings settings;
    private final Workspace workspace;
    private final String tag;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean rollbackOnly;

    ManagedBranch(Engine engine, DatabaseContext context, BranchSettings settings) {
        this.engine = engine;
        this.context = context;
        this.settings = settings;
        this.workspace = new Workspace(context, settings.current());
        ConflictScope scope = ConflictScope.current();
        this.tag = scope == null ? null : scope.tag();
        if (scope != null && scope.take(context.commits()) instanceof CommitReservation reservation) {
            workspace.changes().lockOwner(reservation.owner());
        }
    }

    @Override
    public OdbConnection session(ClassLoader loader) {
        workspace.use(loader);
        return new Session(workspace);
    }

    @Override
    public void detectConflict() {
        if (rollbackOnly || over.get()) {
            return;
        }
        CommitRequest outline = workspace.changes().outline();
        try {
            context.commits().detectConflict(outline, workspace.snapshotIfFixed());
        } catch (ConflictException e) {
            engine.lost(e, tag, outline.savedOids());
            throw e;
        }
    }

    @Override
    public Vote prepare(BranchId id) {
        Vote[] vote = {Vote.PREPARED};
        end(true, request -> {
            if (ChangeSet.nothingToPrepare(request)) {
                vote[0] = Vote.READ_ONLY;
                context.commits().release(request.owner());
                workspace.endCommitted();
            } else {
                context.commits().prepare(id, request);
                workspace.refuse("prepared");
                engine.prepared(id, this);
            }
        });
        return vote[0];
    }

    @Override
    public void commit() {
        end(false, request -> {
            if (!request.writes().isEmpty()) {
                context.commits().commit(request);
            } else if (workspace.changes().mustVerify()) {
                context.commits().verify(request);
            } else {
                context.commits().release(request.owner());
            }
            workspace.endCommitted();
        });
    }

    private void end(boolean others, Consumer<CommitRequest> how) {
        if (rollbackOnly || !over.compareAndSet(false, true)) {
            rollback();
            throw EngineMessages.branchOver(rollbackOnly);
        }
        CommitRequest request = null;
        boolean done = false;
        try {
            workspace.requireUsable();
            request = workspace.changes().collect(new TransactionMetadata(settings.user(), "", Map.of(), others));
            how.accept(request);
            done = true;
        } catch (ConflictException e) {
            engine.lost(e, tag, request == null ? new long[0] : request.savedOids());
            throw e;
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    @Override
    public void rollback() {
        if (over.compareAndSet(false, true)) {
            giveUp();
        }
    }

    private void giveUp() {
        context.commits().release(workspace.lockOwner());
        workspace.endRolledBack();
    }

    /** A prepared branch has been decided. */
    void decided(boolean committed) {
        if (committed) {
            workspace.endCommitted();
        } else {
            workspace.endRolledBack();
        }
    }

    @Override
    public void markRollbackOnly() {
        rollbackOnly = true;
        workspace.refuse("marked rollback-only");
    }
}

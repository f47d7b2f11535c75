package dev.odb.core;

import dev.odb.ConflictException;
import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.object.ChangeSet;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.storage.BranchId;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.CommitReservation;
import dev.odb.core.transaction.TransactionCounts;
import dev.odb.replay.ConflictScope;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A branch over one workspace. */
final class ManagedBranch implements Branch {
    private final Engine engine;
    private final DatabaseContext context;
    private final TransactionCounts counts;
    private final Workspace workspace;
    private final CurrentTransaction transaction;
    private final ConflictScope scope;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean rollbackOnly;

    ManagedBranch(Engine engine, DatabaseContext context, BranchSettings settings) {
        this.engine = engine;
        this.context = context;
        this.counts = context.commits().counts();
        this.workspace = new Workspace(context, settings.current());
        isolate(settings.isolation());
        this.transaction = new CurrentTransaction(workspace.guard(), settings.user());
        this.scope = ConflictScope.current();
        if (scope != null && scope.take(context.commits()) instanceof CommitReservation reservation) {
            workspace.changes().lockOwner(reservation.owner());
            counts.replayed();
        }
        counts.begun();
    }

    @Override
    public OdbConnection session(ClassLoader loader) {
        return workspace
                .guard()
                .call(() -> new Session(workspace, workspace.use(loader), engine.queues(), transaction));
    }

    @Override
    public OdbConnection session(ClassLoader loader, Isolation isolation) {
        workspace.guard().run(() -> isolate(isolation));
        return session(loader);
    }

    /** The stricter of this isolation and the one it has. */
    void isolate(Isolation isolation) {
        workspace.isolate(isolation);
    }

    @Override
    public void beforeCompletion() {
        if (!rollbackOnly && !over.get()) {
            workspace.guard().run(transaction::before);
        }
    }

    @Override
    public boolean isRollbackOnly() {
        return rollbackOnly || transaction.isRollbackOnly();
    }

    @Override
    public void detectConflict() {
        if (rollbackOnly || over.get()) {
            return;
        }
        long[] changed = context.commits().changedSince(workspace.snapshotIfFixed());
        boolean replayed = isFirstOfSeveral();
        if (changed.length == 0 && !replayed) {
            return;
        }
        CommitRequest outline = workspace.changes().outline();
        try {
            context.commits().detectConflict(outline, changed, replayed);
        } catch (ConflictException e) {
            engine.lost(e, scope, outline.savedOids());
            throw e;
        }
    }

    /** See {@link Rival}. */
    int overtake(Predicate<Object> which) {
        int[] count = new int[1];
        workspace
                .guard()
                .run(() -> count[0] = Rival.commit(
                        context,
                        workspace.lockOwner(),
                        workspace.changes().contended().stream().filter(which).toList()));
        return count[0];
    }

    /** Whether another attempt follows if this one is lost, and this one holds no locks. */
    private boolean isFirstOfSeveral() {
        return scope != null && scope.attempt() == 1 && scope.isReplayed();
    }

    @Override
    public Vote prepare(BranchId id) {
        Vote[] vote = {Vote.PREPARED};
        end(true, request -> {
            if (ChangeSet.nothingToPrepare(request)) {
                vote[0] = Vote.READ_ONLY;
                context.commits().release(request.owner());
                workspace.endCommitted();
                counts.ended(false);
            } else {
                prepare(id, request);
            }
        });
        return vote[0];
    }

    private void prepare(BranchId id, CommitRequest request) {
        // from the moment the storage has it, a recovery pass may decide it
        workspace.refuse("prepared");
        engine.prepared(id, this);
        boolean done = false;
        try {
            context.commits().prepare(id, request);
            workspace.releaseSnapshot();
            done = true;
        } finally {
            if (!done) {
                engine.notPrepared(id, this);
            }
        }
    }

    @Override
    public void commit() {
        end(false, request -> {
            if (!request.writes().isEmpty()) {
                workspace.settle();
                context.commits().commit(request);
            } else if (workspace.changes().mustVerify()) {
                context.commits().verify(request);
            } else {
                context.commits().release(request.owner());
            }
            workspace.endCommitted();
            counts.ended(!request.writes().isEmpty());
        });
        completed(Outcome.COMMITTED);
    }

    private void end(boolean others, Consumer<CommitRequest> how) {
        if (rollbackOnly || !over.compareAndSet(false, true)) {
            rollback();
            throw EngineMessages.branchOver(rollbackOnly);
        }
        CommitRequest[] request = {null};
        Outcome failure = Outcome.ROLLED_BACK;
        boolean done = false;
        try {
            workspace.guard().run(() -> {
                request[0] = request(others);
                how.accept(request[0]);
            });
            done = true;
        } catch (ConflictException e) {
            engine.lost(e, scope, request[0] == null ? new long[0] : request[0].savedOids());
            throw e;
        } catch (UnknownOutcomeException e) {
            failure = Outcome.UNKNOWN;
            workspace.blobs().outcomeUnknown();
            throw e;
        } finally {
            if (!done) {
                giveUp(failure);
            }
        }
    }

    private CommitRequest request(boolean others) {
        workspace.requireUsable();
        transaction.before();
        if (transaction.isRollbackOnly()) {
            throw EngineMessages.rollbackOnly();
        }
        transaction.close();
        return workspace.changes().collect(transaction.metadata(others), true);
    }

    @Override
    public void rollback() {
        if (over.compareAndSet(false, true)) {
            giveUp(Outcome.ROLLED_BACK);
        }
    }

    private void giveUp(Outcome outcome) {
        context.commits().release(workspace.lockOwner());
        workspace.endRolledBack();
        if (outcome == Outcome.UNKNOWN) {
            counts.unknown();
        } else {
            counts.rolledBack();
        }
        completed(outcome);
    }

    @Override
    public void completed(Outcome outcome) {
        transaction.over(outcome);
    }

    /** A prepared branch has been decided. */
    void decided(boolean committed) {
        if (committed) {
            workspace.endCommitted();
        } else {
            workspace.endRolledBack();
        }
        completed(committed ? Outcome.COMMITTED : Outcome.ROLLED_BACK);
    }

    /** It was prepared, and another process has decided it; nobody here knows how. */
    void decidedElsewhere() {
        workspace.blobs().outcomeUnknown();
        workspace.endRolledBack();
        counts.unknown();
        completed(Outcome.UNKNOWN);
    }

    @Override
    public void markRollbackOnly() {
        rollbackOnly = true;
        workspace.refuse("marked rollback-only");
    }
}

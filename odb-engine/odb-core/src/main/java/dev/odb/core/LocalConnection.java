package dev.odb.core;

import dev.odb.ConflictException;
import dev.odb.Isolation;
import dev.odb.OdbTransaction;
import dev.odb.Outcome;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.inflow.TaskQueues;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.ThreadGuard;
import dev.odb.core.object.Workspace;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.CommitResult;
import dev.odb.core.transaction.Snapshots;
import dev.odb.core.transaction.TransactionCounts;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A connection of plain Java SE that goes on from transaction to transaction with its objects. After a failed commit
 * nothing works until the rollback, which then has little left to do: locks and changes are gone already.
 */
final class LocalConnection extends WorkspaceConnection {
    private final DatabaseContext context;
    private final TransactionCounts counts;
    private final Workspace workspace;
    private final ThreadGuard guard;
    private final Consumer<LocalConnection> onClose;
    private CurrentTransaction transaction;
    private long committed;
    private boolean failed;
    private boolean ending;
    private boolean closed;

    LocalConnection(
            DatabaseContext context,
            TaskQueues queues,
            String version,
            Isolation isolation,
            ClassLoader loader,
            Consumer<LocalConnection> onClose) {
        this(context, queues, new Workspace(context, () -> true, version), loader, onClose);
        workspace.isolate(isolation);
    }

    /** One that reads the past. */
    static LocalConnection ofPast(
            DatabaseContext context,
            TaskQueues queues,
            String version,
            Snapshots.Held past,
            ClassLoader loader,
            Consumer<LocalConnection> onClose) {
        Workspace workspace = Workspace.ofPast(context, past.tid(), version);
        return new LocalConnection(context, queues, workspace, loader, onClose.andThen(closed -> context.commits()
                .snapshots()
                .release(past)));
    }

    private LocalConnection(
            DatabaseContext context,
            TaskQueues queues,
            Workspace workspace,
            ClassLoader loader,
            Consumer<LocalConnection> onClose) {
        super(workspace, workspace.use(loader), queues);
        this.context = context;
        this.counts = context.commits().counts();
        this.workspace = workspace;
        this.guard = workspace.guard();
        this.onClose = onClose;
        begin();
    }

    private void begin() {
        transaction = new CurrentTransaction(guard, "");
    }

    @Override
    CurrentTransaction current() {
        return transaction;
    }

    @Override
    public OdbTransaction transaction() {
        return guard.call(() -> {
            workspace.requireUsable();
            return transaction;
        });
    }

    @Override
    public void commit() {
        guard.run(() -> end("commit", () -> {
            workspace.enter();
            transaction.before();
            if (transaction.isRollbackOnly()) {
                throw EngineMessages.rollbackOnly();
            }
            commitNow();
        }));
    }

    /** An action that runs at the end of a transaction must not end one. */
    private void end(String call, Runnable how) {
        if (ending) {
            throw EngineMessages.insideAction(call);
        }
        ending = true;
        try {
            how.run();
        } finally {
            ending = false;
        }
    }

    private void commitNow() {
        CommitResult result;
        try {
            result = commit(workspace.changes().collect(transaction.metadata(false), false));
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
        committed = result.tid();
        workspace.nextAfterCommit(committed, result.resolved());
        counts.begun();
        counts.ended(result.tid() != 0);
        over(Outcome.COMMITTED);
    }

    /** The tid of the last commit; 0 if it had nothing to store. */
    long committed() {
        return committed;
    }

    private CommitResult commit(CommitRequest request) {
        if (!request.writes().isEmpty()) {
            return context.commits().commit(request);
        }
        if (workspace.changes().mustVerify()) {
            context.commits().verify(request);
        }
        return new CommitResult(0, Set.of());
    }

    private void fail(Throwable failure) {
        if (failure instanceof ConflictException conflict) {
            ConflictReports.report(context.commits(), conflict, null, new long[0]);
        } else if (failure instanceof UnknownOutcomeException) {
            workspace.blobs().outcomeUnknown();
        }
        counts.begun();
        if (failure instanceof UnknownOutcomeException) {
            counts.unknown();
        } else {
            counts.rolledBack();
        }
        giveUp();
        failed = true;
        workspace.refuse(() -> EngineMessages.failedBefore(failure));
        over(failure instanceof UnknownOutcomeException ? Outcome.UNKNOWN : Outcome.ROLLED_BACK);
    }

    /** The transaction has ended; what its actions do is not stored. */
    private void over(Outcome outcome) {
        CurrentTransaction ended = transaction;
        ended.close();
        ended.giveBack();
        begin();
        if (ended.hasAfter()) {
            transaction.close();
            ended.over(outcome);
            giveUp();
            transaction.giveBack();
            begin();
        }
    }

    private void giveUp() {
        context.commits().release(workspace.lockOwner());
        workspace.nextAfterRollback();
    }

    @Override
    public void rollback() {
        guard.run(() -> end("rollback", () -> {
            if (failed && !closed) {
                failed = false;
                workspace.allow();
            } else if (!closed) {
                // refused since a savepoint failed
                workspace.allow();
                if (workspace.snapshotIfFixed() >= 0) {
                    counts.begun();
                    counts.rolledBack();
                }
                giveUp();
                over(Outcome.ROLLED_BACK);
            }
        }));
    }

    @Override
    public void close() {
        guard.run(() -> end("close", this::abandon));
    }

    private void countUnfinished() {
        if (!failed && workspace.snapshotIfFixed() >= 0) {
            counts.begun();
            if (workspace.changes().isEmpty()) {
                counts.ended(false);
            } else {
                counts.rolledBack();
            }
        }
    }

    /** Closes it, even if a thread is inside: the database closes. */
    void abandon() {
        if (!closed) {
            closed = true;
            countUnfinished();
            context.commits().release(workspace.lockOwner());
            workspace.endClosed();
            onClose.accept(this);
            transaction.over(Outcome.ROLLED_BACK);
        }
    }
}

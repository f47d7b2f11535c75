package dev.odb.core;

import dev.odb.ConflictException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.transaction.CommitRequest;
import dev.odb.core.transaction.CommitResult;
import java.util.Set;
import java.util.function.Consumer;

/** A connection of plain Java SE that goes on from transaction to transaction with its objects. */
final class LocalConnection extends WorkspaceConnection {
    private final DatabaseContext context;
    private final Workspace workspace;
    private final Consumer<LocalConnection> onClose;
    private boolean closed;

    LocalConnection(DatabaseContext context, ClassLoader loader, Consumer<LocalConnection> onClose) {
        this(context, new Workspace(context, () -> true), onClose);
        workspace.use(loader);
    }

    /** One that reads the past. */
    static LocalConnection ofPast(
            DatabaseContext context, long snapshot, ClassLoader loader, Consumer<LocalConnection> onClose) {
        Workspace past = Workspace.ofPast(context, snapshot);
        past.use(loader);
        return new LocalConnection(context, past, onClose);
    }

    private LocalConnection(DatabaseContext context, Workspace workspace, Consumer<LocalConnection> onClose) {
        super(workspace);
        this.context = context;
        this.workspace = workspace;
        this.onClose = onClose;
    }

    @Override
    public void commit() {
        workspace.enter();
        boolean done = false;
        CommitResult result;
        try {
            result = commit(workspace.changes().collect(TransactionMetadata.NONE));
            done = true;
        } catch (ConflictException e) {
            ConflictReports.report(context.commits(), e, null, new long[0]);
            throw e;
        } catch (UnknownOutcomeException e) {
            workspace.blobs().outcomeUnknown();
            throw e;
        } finally {
            if (!done) {
                rollback();
            }
        }
        workspace.nextAfterCommit(result.tid(), result.resolved());
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

    @Override
    public void rollback() {
        context.commits().release(workspace.lockOwner());
        workspace.nextAfterRollback();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            context.commits().release(workspace.lockOwner());
            workspace.endClosed();
            onClose.accept(this);
        }
    }
}

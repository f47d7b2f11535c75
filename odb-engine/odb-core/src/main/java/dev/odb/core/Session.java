package dev.odb.core;

import dev.odb.OdbTransaction;
import dev.odb.core.inflow.TaskQueues;
import dev.odb.core.object.ClassView;
import dev.odb.core.object.Workspace;

/** The operations of a branch; its transaction is ended by somebody else. */
final class Session extends WorkspaceConnection {
    private final CurrentTransaction transaction;

    Session(Workspace workspace, ClassView view, TaskQueues queues, CurrentTransaction transaction) {
        super(workspace, view, queues);
        this.transaction = transaction;
    }

    @Override
    CurrentTransaction current() {
        return transaction;
    }

    @Override
    public OdbTransaction transaction() {
        return transaction;
    }

    @Override
    public void commit() {
        throw EngineMessages.endedFromOutside("commit");
    }

    @Override
    public void rollback() {
        throw EngineMessages.endedFromOutside("rollback");
    }

    @Override
    public void close() {
        // the branch goes on until its transaction ends
    }
}

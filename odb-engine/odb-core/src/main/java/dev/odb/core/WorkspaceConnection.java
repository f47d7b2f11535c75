package dev.odb.core;

import dev.odb.OdbConnection;
import dev.odb.OtherResources;
import dev.odb.Savepoint;
import dev.odb.core.object.ThreadGuard;
import dev.odb.core.object.Workspace;
import dev.odb.spi.Hooks;
import java.util.Map;
import java.util.function.Supplier;

/** The operations of a connection over a workspace, without those that end a transaction. */
abstract class WorkspaceConnection implements OdbConnection {
    private final Workspace workspace;
    private final ThreadGuard guard;

    WorkspaceConnection(Workspace workspace) {
        this.workspace = workspace;
        this.guard = workspace.guard();
    }

    @Override
    public <T> T root(String name, Class<T> type) {
        return guard.call(() -> workspace.roots().get(name, type));
    }

    @Override
    public <T> T root(String name, Class<T> type, Supplier<? extends T> initial) {
        return guard.call(() -> workspace.roots().get(name, type, initial));
    }

    @Override
    public Map<String, Object> roots() {
        return guard.call(() -> workspace.roots().map());
    }

    @Override
    public long oid(Object object) {
        return guard.call(() -> workspace.oid(object));
    }

    @Override
    public long serial(Object object) {
        return guard.call(() -> workspace.serial(object));
    }

    @Override
    public void readCurrent(Object object) {
        guard.run(() -> workspace.readCurrent(object));
    }

    @Override
    public void requireUnchanged(long oid, long serial) {
        guard.run(() -> workspace.requireUnchanged(oid, serial));
    }

    @Override
    public void undo(OtherResources others, long... tids) {
        guard.run(() -> workspace.undo(others, tids));
    }

    @Override
    public Savepoint savepoint() {
        return guard.call(workspace::savepoint);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T unwrap(T object) {
        return (T) Hooks.value(object);
    }
}

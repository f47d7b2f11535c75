package dev.odb.core;

import dev.odb.ExportReport;
import dev.odb.OdbConnection;
import dev.odb.OtherResources;
import dev.odb.Savepoint;
import dev.odb.TaskQueue;
import dev.odb.core.copy.SubgraphExport;
import dev.odb.core.copy.SubgraphImport;
import dev.odb.core.inflow.TaskQueues;
import dev.odb.core.inflow.UndoneTasks;
import dev.odb.core.object.ClassView;
import dev.odb.core.object.VersionMessages;
import dev.odb.core.object.VersionOperations;
import dev.odb.core.object.Workspace;
import dev.odb.spi.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The operations of a connection over a workspace, without those that end a transaction. */
abstract class WorkspaceConnection implements OdbConnection {
    private final Workspace workspace;
    private final ClassView view;
    private final TaskQueues queues;

    /** With the classes of one of its views. */
    WorkspaceConnection(Workspace workspace, ClassView view, TaskQueues queues) {
        this.workspace = workspace;
        this.view = view;
        this.queues = queues;
    }

    /** The transaction as it is here. */
    abstract CurrentTransaction current();

    @Override
    public <T> T root(String name, Class<T> type) {
        return inside(() -> workspace.roots().get(name, type));
    }

    @Override
    public <T> T root(String name, Class<T> type, Supplier<? extends T> initial) {
        return inside(() -> workspace.roots().get(name, type, initial));
    }

    @Override
    public Map<String, Object> roots() {
        return inside(() -> workspace.roots().map());
    }

    @Override
    public long oid(Object object) {
        return inside(() -> workspace.oid(object));
    }

    @Override
    public long serial(Object object) {
        return inside(() -> workspace.serial(object));
    }

    @Override
    public void readCurrent(Object object) {
        run(() -> workspace.readCurrent(object));
    }

    @Override
    public void requireUnchanged(long oid, long serial) {
        run(() -> workspace.requireUnchanged(oid, serial));
    }

    @Override
    public void undo(OtherResources others, long... tids) {
        run(() -> {
            workspace.undo(others, tids);
            UndoneTasks.enterAgain(workspace);
        });
    }

    @Override
    public TaskQueue queue(String name) {
        return inside(() -> {
            workspace.requireUsable();
            if (!version().isEmpty()) {
                throw VersionMessages.queue(name, version());
            }
            return queues.of(name, workspace, view, () -> current().sentTasks(), () -> current()
                    .user());
        });
    }

    @Override
    public Savepoint savepoint() {
        return inside(workspace::savepoint);
    }

    @Override
    public ExportReport exportTo(Object object, OutputStream out) throws IOException {
        return transfer(() -> new SubgraphExport(workspace).run(workspace.oid(object), out));
    }

    @Override
    public <T> T importFrom(InputStream in, Class<T> type) throws IOException {
        return transfer(() -> new SubgraphImport(workspace).run(in, type));
    }

    @Override
    public String version() {
        return workspace.versions().current();
    }

    @Override
    public void beginVersion() {
        run(() -> workspace.versions().begin());
    }

    @Override
    public void commitVersion(String name) {
        run(() -> workspace.versions().commit(name, current().user()));
    }

    @Override
    public void abortVersion(String name) {
        run(() -> workspace.versions().abort(name, current().user()));
    }

    @Override
    public void lock(Object object) {
        run(() -> workspace.versions().lock(object, null, current().user()));
    }

    @Override
    public void lock(Object object, Duration most) {
        Objects.requireNonNull(most, "most");
        run(() -> workspace.versions().lock(object, most, current().user()));
    }

    @Override
    public void unlock(Object object) {
        run(() -> workspace.versions().unlock(object, current().user()));
    }

    /** Does something with versions as an administrator. */
    <T> T versions(Function<VersionOperations, T> what) {
        return inside(() -> what.apply(workspace.versions()));
    }

    private <T> T inside(Supplier<T> what) {
        return workspace.guard().call(() -> {
            workspace.turnTo(view);
            return what.get();
        });
    }

    private void run(Runnable what) {
        inside(() -> {
            what.run();
            return null;
        });
    }

    private interface Transfer<T> {
        T run() throws IOException;
    }

    private <T> T transfer(Transfer<T> transfer) throws IOException {
        try {
            return inside(() -> {
                try {
                    return transfer.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T unwrap(T object) {
        return (T) Hooks.value(object);
    }
}

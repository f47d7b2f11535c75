package dev.odb.core.inflow;

import dev.odb.BrokenObject;
import dev.odb.TaskOptions;
import dev.odb.TaskQueue;
import dev.odb.core.object.ClassView;
import dev.odb.core.object.Workspace;
import dev.odb.queue.QueuePage;
import dev.odb.queue.StoredTask;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A queue as one deployment uses it in a transaction, or in those of a connection that goes from one to the next. */
final class TransactionQueue implements TaskQueue {
    private final OpenQueue queue;
    private final Workspace workspace;
    private final ClassView view;
    private final Supplier<SentTasks> sent;
    private final Supplier<String> user;
    private final InstantSource clock;

    TransactionQueue(
            OpenQueue queue,
            Workspace workspace,
            ClassView view,
            Supplier<SentTasks> sent,
            Supplier<String> user,
            InstantSource clock) {
        this.queue = queue;
        this.workspace = workspace;
        this.view = view;
        this.sent = sent;
        this.user = user;
        this.clock = clock;
    }

    @Override
    public String name() {
        return queue.name();
    }

    boolean isOf(OpenQueue other) {
        return queue == other;
    }

    @Override
    public long send(Object task, TaskOptions options) {
        return inside(() -> {
            Object target = Workspace.managed(task);
            // fails here, and not only at the commit, if the object cannot be stored with this transaction
            workspace.oid(target);
            SentTasks before = sent.get();
            QueuePage page = before.page(queue, workspace, view, options.key());
            long now = clock.millis();
            StoredTask stored = new StoredTask(
                    target, page, options.key(), before.nextPlace(), Due.after(now, options.delay()), now, user.get());
            page.add(stored);
            return workspace.oid(stored);
        });
    }

    /** The task if it is still there, and then no more. */
    Object receive(long oid) {
        return inside(() -> {
            StoredTask stored = workspace.object(oid, StoredTask.class);
            if (!QueueWrites.isWaiting(workspace, oid, stored)) {
                return null;
            }
            Object task = stored.task();
            if (task instanceof BrokenObject broken) {
                throw TaskMessages.classMissing(oid, queue.name(), broken);
            }
            stored.done();
            return task;
        });
    }

    private <T> T inside(Supplier<T> what) {
        return workspace.guard().call(() -> {
            workspace.turnTo(view);
            return what.get();
        });
    }

    @Override
    public String toString() {
        return "task queue '" + queue.name() + "'";
    }
}

package dev.odb.core.inflow;

import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.queue.PageGroup;
import dev.odb.queue.QueuePage;
import dev.odb.queue.QueueStripe;
import dev.odb.queue.StoredTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the engine itself writes in a queue, each in a transaction of its own. All threads may use it. */
final class QueueWrites {
    private static final int REASON = 1_000;
    private static final int STACK = 8_000;

    private final String name;
    private final DatabaseContext database;

    QueueWrites(String name, DatabaseContext database) {
        this.name = name;
        this.database = database;
    }

    /** Adds pages to a stripe. */
    void grow(long stripe, int pages) {
        change("more room in task queue '" + name + "'", own -> {
            List<PageGroup> groups = own.object(stripe, QueueStripe.class).groups();
            PageGroup last = groups.get(groups.size() - 1);
            if (last.pages().size() >= PageGroup.ROOM) {
                last = new PageGroup();
                groups.add(last);
            }
            for (int i = 0; i < pages && last.pages().size() < PageGroup.ROOM; i++) {
                last.pages().add(new QueuePage());
            }
        });
    }

    /**
     * Takes tasks that are done out of their pages.
     *
     * @param tasks by the page
     */
    void sweep(Map<Long, List<Long>> tasks) {
        change(
                "cleaning up in task queue '" + name + "'",
                own -> tasks.forEach((page, oids) -> {
                    List<StoredTask> done = oids.stream()
                            .map(oid -> own.object(oid, StoredTask.class))
                            .filter(task -> task.task() == null)
                            .toList();
                    // whoever undoes a delivery at the same time relies on the page
                    done.forEach(own::readCurrent);
                    own.object(page, QueuePage.class).removeAll(done);
                }));
    }

    /** A task has failed and is to be taken again. */
    void retry(long task, long order, long notBefore, long now, Throwable reason) {
        failed("a failed attempt", task, order, now, reason, stored -> stored.later(notBefore));
    }

    /** A task has failed for good. */
    void park(long task, long order, long now, Throwable reason) {
        failed("parking", task, order, now, reason, StoredTask::park);
    }

    private void failed(
            String what, long task, long order, long now, Throwable reason, Consumer<StoredTask> consequence) {
        change(what + " of task " + task + " of queue '" + name + "'", own -> {
            StoredTask stored = own.object(task, StoredTask.class);
            if (isWaiting(own, task, stored)) {
                stored.failed(
                        order,
                        now,
                        cut(print(Throwable::toString, reason), REASON),
                        cut(print(QueueWrites::stack, reason), STACK));
                consequence.accept(stored);
            }
        });
    }

    /** Whether a task is there to be taken, as the workspace sees it. */
    static boolean isWaiting(Workspace workspace, long oid, StoredTask task) {
        return workspace.record(oid) != null && task.task() != null && !task.parked() && isEntered(workspace, task);
    }

    /** Whether a task is in its page; looks at the record, which is no read that counts. */
    static boolean isEntered(Workspace workspace, StoredTask task) {
        long oid = workspace.oid(task);
        for (long entered : PagePool.tasks(workspace, workspace.oid(task.page()))) {
            if (entered == oid) {
                return true;
            }
        }
        return false;
    }

    private void change(String description, Consumer<Workspace> body) {
        OwnTransaction.change(database, OwnTransaction.bookkeeping(description), own -> {
            body.accept(own);
            return null;
        });
    }

    /** An exception is code of the application as well: one that cannot be printed must not keep its task from being parked. */
    private static String print(Function<Throwable, String> how, Throwable reason) {
        try {
            return String.valueOf(how.apply(reason));
        } catch (RuntimeException | StackOverflowError e) {
            return reason.getClass().getName() + ", which cannot be printed: "
                    + e.getClass().getName();
        }
    }

    private static String stack(Throwable reason) {
        StringWriter text = new StringWriter();
        reason.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}

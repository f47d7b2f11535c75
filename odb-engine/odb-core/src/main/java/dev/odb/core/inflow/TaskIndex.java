package dev.odb.core.inflow;

import dev.odb.TaskQueueInfo;
import dev.odb.core.inflow.KnownTask.State;
import dev.odb.core.object.Workspace;
import dev.odb.core.storage.Tids;
import dev.odb.queue.StoredTask;
import dev.odb.spi.Managed;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/** The tasks of a queue as they are published, and their order. Guarded by the queue's lock. */
final class TaskIndex {
    /** A page is worth to be written when so many of its tasks are done. */
    private static final int SWEEP = 32;

    private final Map<Long, KnownTask> tasks = new HashMap<>();
    private final Set<KnownTask> inDoubt = new HashSet<>();
    private final Set<KnownPage> sweepable = new HashSet<>();
    private final StripeOrders orders;

    TaskIndex(StripeOrders orders) {
        this.orders = orders;
    }

    KnownTask get(long oid) {
        return tasks.get(oid);
    }

    Collection<KnownTask> all() {
        return tasks.values();
    }

    /** How it stands. */
    TaskQueueInfo info(String name, long now) {
        long waiting = 0;
        long delayed = 0;
        long claimed = 0;
        long parked = 0;
        long oldest = Long.MAX_VALUE;
        for (KnownTask task : tasks.values()) {
            if (task.state == State.WAITING) {
                waiting++;
                delayed += task.due > now ? 1 : 0;
                claimed += task.claimed && !task.inDoubt ? 1 : 0;
                oldest = Math.min(oldest, task.order);
            } else if (task.state == State.PARKED) {
                parked++;
            }
        }
        return new TaskQueueInfo(name, waiting, delayed, claimed, parked, waiting == 0 ? null : Tids.instant(oldest));
    }

    /** The oids of the parked tasks, in order. */
    long[] parked() {
        return tasks.values().stream()
                .filter(task -> task.state == State.PARKED)
                .sorted(KnownTask.ORDER)
                .mapToLong(task -> task.oid)
                .toArray();
    }

    /** When the next delayed task can be taken; the greatest number if there is none. */
    long nextDue() {
        return orders.nextDue();
    }

    /** The pages of which enough is done. */
    Set<KnownPage> sweepable() {
        return sweepable;
    }

    /** The oids of the page's tasks that are done. */
    List<Long> doneIn(KnownPage page) {
        return Arrays.stream(page.tasks)
                .filter(oid -> tasks.get(oid) != null && tasks.get(oid).state == State.DONE)
                .boxed()
                .toList();
    }

    /**
     * The page was changed, or is new here. If a task cannot be read those before it are known; it may be done again.
     *
     * @param now the oids of its tasks
     */
    void pageChanged(Workspace own, KnownPage page, long[] now) {
        Set<Long> gone = new HashSet<>();
        Arrays.stream(page.tasks).forEach(gone::add);
        Arrays.stream(now).forEach(gone::remove);
        gone.forEach(this::drop);
        for (long oid : now) {
            if (!tasks.containsKey(oid)) {
                add(own, page, oid);
            }
        }
    }

    private void add(Workspace own, KnownPage page, long oid) {
        StoredTask stored = own.object(oid, StoredTask.class);
        KnownTask task = new KnownTask(oid, page);
        tasks.put(oid, task);
        see(task, stored);
    }

    /** It is in no page any more. */
    private void drop(long oid) {
        KnownTask task = tasks.remove(oid);
        if (task != null) {
            if (task.state == State.WAITING && !task.claimed) {
                orders.of(task).remove(task);
            }
            state(task, State.DONE);
            task.page.done--;
            show(task.page);
        }
    }

    /** The task was changed. */
    void taskChanged(Workspace own, KnownTask task) {
        StoredTask stored = own.object(task.oid, StoredTask.class);
        boolean ordered = task.state == State.WAITING && !task.claimed;
        if (ordered) {
            orders.of(task).remove(task);
        }
        see(task, stored);
    }

    private void see(KnownTask task, StoredTask stored) {
        task.due = stored.due();
        task.place = stored.place();
        task.failures = stored.failures();
        task.order = stored.order() == 0 ? ((Managed) (Object) stored).$odb_serial() : stored.order();
        if (stored.task() == null) {
            state(task, State.DONE);
        } else {
            state(task, stored.parked() ? State.PARKED : State.WAITING);
        }
        if (!task.claimed && task.state == State.WAITING) {
            task.line = orders.of(task).line(stored.key());
        }
        if (!task.claimed) {
            enter(task);
        }
    }

    /** It is in the order if it may be taken. */
    private void enter(KnownTask task) {
        if (task.state == State.WAITING) {
            orders.of(task).add(task);
        } else {
            task.line = null;
        }
    }

    private void state(KnownTask task, State state) {
        if ((task.state == State.DONE) != (state == State.DONE)) {
            task.page.done += state == State.DONE ? 1 : -1;
            show(task.page);
        }
        task.state = state;
    }

    private void show(KnownPage page) {
        if (page.done >= SWEEP) {
            sweepable.add(page);
        } else {
            sweepable.remove(page);
        }
    }

    /** Claims the next task that can be taken at that time, or null. */
    KnownTask claim(long now, LongPredicate isPrepared) {
        KnownTask next = orders.next(now);
        while (next != null) {
            orders.of(next).claim(next);
            if (!isPrepared.test(next.oid)) {
                return next;
            }
            next.inDoubt = true;
            inDoubt.add(next);
            next = orders.next(now);
        }
        return null;
    }

    /** Nobody works on it any more; it may be taken again if it waits. */
    void release(KnownTask task) {
        orders.of(task).unclaim(task);
        if (tasks.get(task.oid) == task) {
            enter(task);
        }
    }

    /** Lets go of tasks whose branches have been decided. */
    void releaseDecided(LongPredicate isPrepared) {
        inDoubt.removeIf(task -> {
            boolean decided = !isPrepared.test(task.oid);
            if (decided) {
                task.inDoubt = false;
                release(task);
            }
            return decided;
        });
    }

    /** Whether another task can be taken at that time. */
    boolean hasReady(long now) {
        return orders.next(now) != null;
    }

    /** Whether a consumer works on a task of that stripe. */
    boolean isWorkedOn(int stripe) {
        long undecided =
                inDoubt.stream().filter(task -> task.page.stripe == stripe).count();
        return orders.claims(stripe) > undecided;
    }
}

package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.core.object.DatabaseContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Gives the tasks of an open queue to its consumers. All threads may use it. */
final class QueueDelivery implements Lookout.Watcher {
    private static final Logger LOG = System.getLogger(QueueDelivery.class.getName());

    /** So many pages are cleaned up together, at least and at most. */
    private static final int SWEEP_PAGES = 16;

    private static final int MOST_SWEEP_PAGES = 64;

    private final OpenQueue queue;
    private final DatabaseContext database;
    private final InstantSource clock;
    private final BooleanSupplier closed;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final Lookout lookout;
    private int consumers;

    /**
     * Of a queue.
     *
     * @param closed whether the database is
     */
    QueueDelivery(
            OpenQueue queue, DatabaseContext database, InstantSource clock, Lookout lookout, BooleanSupplier closed) {
        this.queue = queue;
        this.database = database;
        this.clock = clock;
        this.lookout = lookout;
        this.closed = closed;
    }

    OpenQueue queue() {
        return queue;
    }

    QueueWrites writes() {
        return queue.writes();
    }

    /** There is one more consumer; for the first of them this server takes part. */
    void join() {
        synchronized (this) {
            consumers++;
            lookout.watch(this);
        }
        if (lookout.isShared()) {
            boolean done = false;
            try {
                queue.seeToLeases(true);
                done = true;
            } finally {
                if (!done) {
                    leave();
                }
            }
        }
    }

    /** One of them is gone. Leases go with the next look, since a database that does not answer must not be in the way. */
    void leave() {
        synchronized (this) {
            consumers--;
        }
        queue.wakeups().all();
    }

    private synchronized boolean isConsuming() {
        return consumers > 0;
    }

    @Override
    public void seeToLeases() {
        queue.seeToLeases(isConsuming());
        synchronized (this) {
            if (consumers == 0 && !queue.hasLeases()) {
                lookout.forget(this);
            }
        }
    }

    /** The next task, waiting for it as long as nobody closes; null if there was none. */
    Claim claim(Duration wait, BooleanSupplier ended) throws InterruptedException {
        try {
            return next(wait, ended);
        } catch (RuntimeException e) {
            if (closed.getAsBoolean()) {
                return null;
            }
            throw e;
        }
    }

    private Claim next(Duration wait, BooleanSupplier ended) throws InterruptedException {
        long begun = System.nanoTime();
        long most = nanos(wait);
        while (!ended.getAsBoolean() && !closed.getAsBoolean()) {
            long ticket = queue.wakeups().ticket();
            long now = clock.millis();
            Found found = queue.withTasks(tasks -> find(tasks, now));
            if (found.task != null) {
                if (found.more) {
                    queue.wakeups().one();
                }
                return new Claim(this, found.task, clock);
            }
            long left = Math.min(most - (System.nanoTime() - begun), nanosUntil(found.nextDue, now));
            if (most - (System.nanoTime() - begun) <= 0) {
                return null;
            }
            queue.wakeups().await(ticket, left);
        }
        return null;
    }

    private record Found(KnownTask task, boolean more, long nextDue) {}

    private Found find(TaskIndex tasks, long now) {
        KnownTask task = tasks.claim(now, database.commits()::isPrepared);
        return new Found(task, task != null && tasks.hasReady(now), tasks.nextDue());
    }

    private static long nanos(Duration wait) {
        try {
            return wait.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long nanosUntil(long due, long now) {
        return due == Long.MAX_VALUE ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(Math.max(1, due - now));
    }

    /** Takes a task out in the connection's transaction. */
    Object receive(OdbConnection connection, KnownTask task) {
        if (connection.queue(queue.name()) instanceof TransactionQueue own && own.isOf(queue)) {
            return own.receive(task.oid);
        }
        throw new IllegalArgumentException("the connection is of another database than task " + task.oid);
    }

    /** Whether a branch that is not decided yet has written it. */
    boolean isInDoubt(KnownTask task) {
        return database.commits().isPrepared(task.oid);
    }

    /** Nobody works on it any more. */
    void release(KnownTask task) {
        release(task, 0);
    }

    /** The same, and it is not to be taken before, though nobody could remember that. */
    void release(KnownTask task, long notBefore) {
        queue.withClaimed(tasks -> {
            task.due = Math.max(task.due, notBefore);
            tasks.release(task);
        });
        queue.wakeups().one();
    }

    /** Cleans up if that is worth a transaction; one thread at a time. */
    void sweep() {
        if (closed.getAsBoolean() || !sweeping.compareAndSet(false, true)) {
            return;
        }
        List<KnownPage> taken = new ArrayList<>();
        try {
            Map<Long, List<Long>> done = queue.withTasks(tasks -> takeSweepable(tasks, taken));
            if (!done.isEmpty()) {
                queue.writes().sweep(done);
            }
        } catch (OdbException e) {
            // the delivery is done all the same
            LOG.log(Level.WARNING, TaskMessages.notCleared(queue.name(), e), e);
        } finally {
            queue.giveBack(taken, this);
            sweeping.set(false);
        }
    }

    private Map<Long, List<Long>> takeSweepable(TaskIndex tasks, List<KnownPage> taken) {
        if (tasks.sweepable().size() < SWEEP_PAGES) {
            return Map.of();
        }
        Map<Long, List<Long>> done = new HashMap<>();
        for (KnownPage page : List.copyOf(tasks.sweepable())) {
            // of several servers one is enough
            if (done.size() < MOST_SWEEP_PAGES && queue.has(page.stripe) && queue.takeUnused(page, this)) {
                taken.add(page);
                done.put(page.oid, tasks.doneIn(page));
            }
        }
        return done.size() < SWEEP_PAGES ? Map.of() : done;
    }
}

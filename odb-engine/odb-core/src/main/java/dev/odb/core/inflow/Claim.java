package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task of an open queue that a consumer has. */
final class Claim implements ClaimedTask {
    /** If the database cannot be written to, a task that is to be parked must not come at once again and again. */
    private static final Duration WHEN_NOT_PARKED = Duration.ofMinutes(1);

    private final QueueDelivery delivery;
    private final KnownTask task;
    private final String key;
    private final int failures;
    private final long order;
    private final InstantSource clock;
    private final AtomicBoolean ended = new AtomicBoolean();

    Claim(QueueDelivery delivery, KnownTask task, InstantSource clock) {
        this.delivery = delivery;
        this.task = task;
        this.key = task.line == null ? "" : task.line.key;
        this.failures = task.failures;
        this.order = task.order;
        this.clock = clock;
    }

    @Override
    public long id() {
        return task.oid;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public int failures() {
        return failures;
    }

    @Override
    public Object receive(OdbConnection connection) {
        return delivery.receive(connection, task);
    }

    @Override
    public void delivered() {
        end();
        delivery.release(task);
        delivery.sweep();
    }

    @Override
    public void retry(Duration after, Throwable reason) {
        long now = clock.millis();
        long notBefore = Due.after(now, after);
        failed(() -> delivery.writes().retry(task.oid, order, notBefore, now, reason), notBefore);
    }

    @Override
    public void park(Throwable reason) {
        long now = clock.millis();
        failed(() -> delivery.writes().park(task.oid, order, now, reason), Due.after(now, WHEN_NOT_PARKED));
    }

    private void failed(Runnable remember, long notBefore) {
        end();
        boolean done = false;
        try {
            // else it may have been done, and nobody can write to it before that is decided
            if (!delivery.isInDoubt(task)) {
                remember.run();
            }
            done = true;
        } finally {
            delivery.release(task, done ? 0 : notBefore);
        }
    }

    @Override
    public void putOff(Duration after) {
        end();
        delivery.release(task, Due.after(clock.millis(), after));
    }

    @Override
    public void release() {
        end();
        delivery.release(task);
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("the claim of task " + task.oid + " was ended before");
        }
    }
}

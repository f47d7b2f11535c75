package dev.odb.ra.inflow;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import dev.odb.StaleObjectException;
import dev.odb.core.inflow.ClaimedTask;
import dev.odb.core.inflow.TaskConsumer;
import dev.odb.core.storage.Jfr;
import dev.odb.inflow.OdbTaskListener;
import dev.odb.ra.management.Deliveries;
import dev.odb.replay.Replay;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;

/**
 * Takes tasks from a queue, each in a transaction with the listener's work. A lost conflict is replayed at once; any other
 * failure sends the task back for a while, and parks it after too many; what nobody can repair by waiting is parked at once.
 */
final class TaskJob implements Job {
    private static final Logger LOG = System.getLogger(TaskJob.class.getName());

    private static final Duration WHEN_HELD_ELSEWHERE = Duration.ofSeconds(10);

    private final String queue;
    private final String source;
    private final TaskConsumer consumer;
    private final ListenerTransaction<OdbTaskListener<Object>> transaction;
    private final Class<?> listener;
    private final Class<?> wanted;
    private final OdbActivation.Checked settings;
    private final Replay replay;
    private final Deliveries counts;

    TaskJob(
            OdbActivation.Checked settings,
            TaskConsumer consumer,
            ListenerTransaction<OdbTaskListener<Object>> transaction,
            Class<?> listener,
            Deliveries counts) {
        this.settings = settings;
        this.queue = settings.name();
        this.source = settings.source();
        this.consumer = consumer;
        this.transaction = transaction;
        this.listener = listener;
        this.wanted = TaskClass.of(listener);
        this.replay = settings.delivering().replay();
        this.counts = counts;
    }

    @Override
    public Step step(Duration wait, Runnable found) throws InterruptedException {
        ClaimedTask task = consumer.claim(wait);
        if (task == null) {
            return Step.IDLE;
        }
        Delivery delivery = new Delivery(task);
        counts.begun();
        try {
            found.run();
            return deliver(delivery);
        } finally {
            counts.ended(delivery.attempts);
            if (!delivery.over) {
                task.release();
            }
        }
    }

    /** One task in the course of its attempts. */
    private final class Delivery {
        private final ClaimedTask task;
        private final DeliveryEvent event = Jfr.isUsed() ? DeliveryEvent.start() : null;
        private int attempts;
        private boolean received;
        private boolean over;

        Delivery(ClaimedTask task) {
            this.task = task;
        }

        Void attempt() throws Exception {
            attempts++;
            received = false;
            transaction.run(this::call);
            return null;
        }

        private void call(OdbConnection session, OdbTaskListener<Object> bean) throws Exception {
            Object stored = receive(session);
            received = stored != null;
            if (received) {
                bean.onTask(stored);
            }
        }

        private Object receive(OdbConnection session) throws UnsuitableTask {
            Object stored;
            try {
                stored = task.receive(session);
            } catch (SchemaMismatchException e) {
                throw new UnsuitableTask(InflowMessages.taskClassMissing(task.id(), queue, e));
            }
            if (stored != null && !wanted.isInstance(stored)) {
                throw new UnsuitableTask(InflowMessages.taskOfOtherClass(
                        task.id(), queue, stored.getClass(), wanted, listener.getName()));
            }
            return stored;
        }

        /** Its end is told to the queue next; that lets go of the task whatever comes of it. */
        void end(String outcome) {
            over = true;
            if (event != null) {
                event.ended(settings.delivering().databaseName(), source, task.id(), attempts, outcome);
            }
        }
    }

    private Step deliver(Delivery delivery) {
        ClaimedTask task = delivery.task;
        try {
            replay.run(delivery::attempt);
        } catch (NotDelivered e) {
            return notDelivered(delivery, e);
        } catch (UnsuitableTask e) {
            return park(delivery, e.reason());
        } catch (ConflictException e) {
            return lost(delivery, e);
        } catch (Throwable e) {
            return failed(delivery, e);
        }
        if (delivery.received) {
            counts.delivered();
            delivery.end("delivered");
            task.delivered();
        } else {
            delivery.end("gone");
            task.release();
        }
        return Step.DONE;
    }

    private Step notDelivered(Delivery delivery, NotDelivered reason) {
        delivery.end("released");
        delivery.task.release();
        if (reason.isStopping()) {
            return Step.DONE;
        }
        Throwable cause = reason.getCause();
        LOG.log(Level.WARNING, InflowMessages.failing(source, cause), cause);
        return Step.FAILED;
    }

    private Step lost(Delivery delivery, ConflictException reason) {
        ClaimedTask task = delivery.task;
        if (reason instanceof StaleObjectException) {
            return failed(delivery, reason);
        }
        if (Arrays.stream(reason.lostOids()).noneMatch(oid -> oid == task.id())) {
            return park(delivery, reason);
        }
        // the listener is not to blame: another server has it, or a branch of one
        delivery.end("released");
        task.putOff(WHEN_HELD_ELSEWHERE);
        return Step.DONE;
    }

    private Step failed(Delivery delivery, Throwable reason) {
        ClaimedTask task = delivery.task;
        counts.failed();
        int failures = task.failures() + 1;
        if (failures >= settings.attempts()) {
            return park(delivery, reason);
        }
        Duration wait = settings.delivering().backoff(failures);
        LOG.log(Level.DEBUG, () -> InflowMessages.retried(task.id(), queue, failures, wait, reason));
        delivery.end("failed");
        task.retry(wait, reason);
        return Step.DONE;
    }

    private Step park(Delivery delivery, Throwable reason) {
        ClaimedTask task = delivery.task;
        int failures = task.failures() + 1;
        delivery.end("parked");
        task.park(reason);
        counts.parked();
        LOG.log(Level.WARNING, InflowMessages.parked(task.id(), queue, failures, reason));
        return Step.DONE;
    }

    @Override
    public void close() {
        transaction.close();
        consumer.close();
    }

    @Override
    public void abandon() {
        transaction.abandon();
    }

    /** The listener cannot take it, however often it is delivered. */
    private static final class UnsuitableTask extends Exception {
        private static final long serialVersionUID = 1;

        UnsuitableTask(OdbException reason) {
            super(reason);
        }

        OdbException reason() {
            return (OdbException) getCause();
        }
    }
}

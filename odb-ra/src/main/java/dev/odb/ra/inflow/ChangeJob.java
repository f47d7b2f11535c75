package dev.odb.ra.inflow;

import dev.odb.ChangesLostException;
import dev.odb.core.inflow.ChangeSubscription;
import dev.odb.core.storage.Jfr;
import dev.odb.inflow.ChangeEvent;
import dev.odb.inflow.OdbChangeListener;
import dev.odb.ra.management.Deliveries;
import dev.odb.replay.Replay;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Tells a listener of committed transactions, one after the other. The subscription moves on in the transaction that hears of
 * a change; one that cannot be delivered is delivered again, and none is passed over. For one thread at a time.
 */
final class ChangeJob implements Job {
    private static final Logger LOG = System.getLogger(ChangeJob.class.getName());

    private final OdbActivation.Checked settings;
    private final ChangeSubscription subscription;
    private final ListenerTransaction<OdbChangeListener> transaction;
    private final Replay replay;
    private final Deliveries counts;
    private int failures;
    private long lostUpTo = -1;

    ChangeJob(
            OdbActivation.Checked settings,
            ChangeSubscription subscription,
            ListenerTransaction<OdbChangeListener> transaction,
            Deliveries counts) {
        this.settings = settings;
        this.subscription = subscription;
        this.transaction = transaction;
        this.replay = settings.delivering().replay();
        this.counts = counts;
    }

    @Override
    public Step step(Duration wait, Runnable found) throws InterruptedException {
        ChangeEvent change;
        try {
            change = subscription.next(wait);
        } catch (ChangesLostException e) {
            return lost(e);
        }
        if (change == null) {
            return Step.IDLE;
        }
        found.run();
        return deliver(change);
    }

    /** It looks again for as long as it is active, since an administrator may move the subscription behind the gap. */
    private Step lost(ChangesLostException gap) {
        if (gap.last() != lostUpTo) {
            lostUpTo = gap.last();
            LOG.log(Level.ERROR, InflowMessages.gap(settings.name(), gap));
        }
        return Step.FAILED;
    }

    private Step deliver(ChangeEvent change) {
        DeliveryEvent event = Jfr.isUsed() ? DeliveryEvent.start() : null;
        counts.begun();
        int[] attempts = new int[1];
        Throwable reason = null;
        try {
            replay.run(() -> {
                attempts[0]++;
                transaction.run((session, listener) -> {
                    subscription.receive(session, change);
                    listener.onChange(change);
                });
                return null;
            });
            subscription.delivered(change);
        } catch (Throwable e) {
            reason = e;
        }
        counts.ended(attempts[0]);
        if (event != null) {
            event.ended(
                    settings.delivering().databaseName(),
                    settings.source(),
                    change.tid(),
                    attempts[0],
                    reason == null ? "delivered" : "failed");
        }
        return reason == null ? delivered() : failed(change, reason);
    }

    private Step delivered() {
        failures = 0;
        counts.delivered();
        return Step.DONE;
    }

    private Step failed(ChangeEvent change, Throwable thrown) {
        if (thrown instanceof NotDelivered e && e.isStopping()) {
            return Step.DONE;
        }
        Throwable reason = thrown instanceof NotDelivered ? thrown.getCause() : thrown;
        failures++;
        counts.failed();
        LOG.log(
                Level.WARNING,
                InflowMessages.changeFailed(
                        change.tid(),
                        settings.name(),
                        failures,
                        settings.delivering().backoff(failures),
                        reason),
                reason);
        return Step.FAILED;
    }

    @Override
    public void close() {
        transaction.close();
        subscription.close();
    }

    @Override
    public void abandon() {
        transaction.abandon();
    }
}

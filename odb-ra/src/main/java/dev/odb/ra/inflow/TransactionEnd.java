package dev.odb.ra.inflow;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a transaction ended. A server may roll back without an exception, and throw one after a commit, so its word is taken
 * where every synchronization hears it.
 */
final class TransactionEnd implements Synchronization {
    private final CountDownLatch told = new CountDownLatch(1);
    private boolean registered;
    private volatile int status = Status.STATUS_UNKNOWN;

    /** Registers with the thread's transaction. */
    void registerWith(TransactionSynchronizationRegistry registry) {
        registry.registerInterposedSynchronization(this);
        registered = true;
    }

    @Override
    public void beforeCompletion() {
        // only the end counts
    }

    @Override
    public void afterCompletion(int ended) {
        status = ended;
        told.countDown();
    }

    /**
     * The end; a transaction that it was not registered with cannot have been committed, since it was given up.
     *
     * @param wait for the server's reaper, which may be rolling it back on a thread of its own
     */
    int status(Duration wait) throws InterruptedException {
        if (!registered) {
            return Status.STATUS_ROLLEDBACK;
        }
        told.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        return status;
    }
}

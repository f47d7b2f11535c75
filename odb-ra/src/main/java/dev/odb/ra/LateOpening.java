package dev.odb.ra;

import jakarta.resource.ResourceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens a connection definition's database in a thread of its own, again and again until it can be opened or nobody wants it
 * any more. A server starts its connection definitions before or beside its data sources, and perhaps before its database
 * server; then recovery, message inflow and applications go on as soon as that is there.
 */
final class LateOpening {
    private static final Logger LOG = System.getLogger(LateOpening.class.getName());
    private static final long PAUSE_MILLIS = 1000;

    private final String database;
    private final Attempt attempt;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile ResourceException failure;

    /** Opens it and makes it known. */
    @FunctionalInterface
    interface Attempt {
        void run() throws ResourceException;
    }

    /** After the first attempt has failed. */
    LateOpening(String database, Attempt attempt, ResourceException failure) {
        this.database = database;
        this.attempt = attempt;
        this.failure = failure;
        thread = new Thread(this::run, "odb-open-" + database);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // an application's would stay as long as the thread
    }

    LateOpening start() {
        LOG.log(Level.WARNING, RaMessages.notOpenedYet(database, failure));
        thread.start();
        return this;
    }

    /** Why the last attempt failed. */
    ResourceException failure() {
        return failure;
    }

    private void run() {
        try {
            while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && !opened()) {
                // again
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Nobody interrupts this thread", e);
        }
    }

    private boolean opened() {
        try {
            attempt.run();
            LOG.log(Level.INFO, RaMessages.openedLate(database));
            return true;
        } catch (ResourceException e) {
            return failed(e);
        } catch (RuntimeException | Error e) {
            // of a driver, for example; it may go away like any other
            return failed(new ResourceException(e.toString(), e));
        }
    }

    private boolean failed(ResourceException e) {
        boolean known = e.getMessage().equals(failure.getMessage());
        failure = e;
        LOG.log(known ? Level.DEBUG : Level.WARNING, RaMessages.notOpenedYet(database, e), e);
        return false;
    }

    /** Returns when no further attempt is made, and none is under way. */
    void end() {
        ended.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

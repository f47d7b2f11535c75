package dev.odb.core.inflow;

import dev.odb.core.storage.Storage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks from time to time what other servers have committed to the database, and which leases are to be had, for those of this
 * process who wait. Where no other process can have the database open there is no thread and nothing to look at. All threads may
 * use it.
 */
public final class Lookout {
    private static final Logger LOG = System.getLogger(Lookout.class.getName());

    /** Leases change hands when servers come and go, so they are looked at less often. */
    private static final int LOOKS_FOR_LEASES = 5;

    private final Storage storage;
    private final Duration interval;
    private final boolean shared;
    private final CopyOnWriteArrayList<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean started;
    private boolean failing;

    /** Who shares work with other servers. */
    interface Watcher {
        /** Takes the leases that are to be had and lets go of others. */
        void seeToLeases();
    }

    /** Of an open storage; looks at nothing yet. */
    public Lookout(Storage storage, Duration interval) {
        this.storage = storage;
        this.interval = interval;
        this.shared = storage.leases().shared() && !storage.readOnly();
    }

    /** Whether there may be other servers. */
    boolean isShared() {
        return shared;
    }

    /** Looks for that one, too, from now on; nothing if there are no other servers. */
    synchronized void watch(Watcher watcher) {
        if (!shared) {
            return;
        }
        watchers.addIfAbsent(watcher);
        if (!started) {
            started = true;
            Thread thread = new Thread(this::lookUntilClosed, "odb-lookout");
            thread.setDaemon(true);
            // not that of the application which happens to be first
            thread.setContextClassLoader(Lookout.class.getClassLoader());
            thread.start();
        }
    }

    /** Does so no more. */
    void forget(Watcher watcher) {
        watchers.remove(watcher);
    }

    private void lookUntilClosed() {
        try {
            for (int looks = 1; !closing.await(interval.toNanos(), TimeUnit.NANOSECONDS); looks++) {
                look(looks % LOOKS_FOR_LEASES == 0);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Nobody interrupts this thread", e);
        }
    }

    private void look(boolean leases) {
        // tells those who wait, if there is news
        boolean done = attempt(storage::poll);
        if (leases) {
            for (Watcher watcher : watchers) {
                done &= attempt(watcher::seeToLeases);
            }
        }
        failing = !done;
    }

    /** One that fails, however badly, keeps neither the others from being seen to nor all from being looked for again. */
    private boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (closing.getCount() > 0) {
                LOG.log(failing ? Level.DEBUG : Level.WARNING, FeedMessages.notLooked(storage.location(), e), e);
            }
            return false;
        }
    }

    /** The database closes; what is held ends with its storage. */
    public void close() {
        closing.countDown();
    }
}

package dev.odb.core.transaction;

import dev.odb.core.storage.Leases;
import dev.odb.core.storage.Storage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What replays of several servers on a database wait for beyond the lock table of their own. The commit gate of all is closed for
 * a last attempt that has closed the one of its own process, so there is one closer in a process; it opens by itself after a
 * while, whatever becomes of that process. All threads may use it.
 */
final class SharedGate {
    private static final Logger LOG = System.getLogger(SharedGate.class.getName());
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final long PAUSE = Duration.ofMillis(2).toNanos();

    private final Storage storage;
    private final Leases leases;
    private final AtomicReference<LockOwner> closer = new AtomicReference<>();

    SharedGate(Storage storage) {
        this.storage = storage;
        this.leases = storage.leases();
    }

    /** Closes it as soon as nobody else has it closed. */
    void close(LockOwner owner, long deadline) throws LockRefusedException {
        while (!leases.closeGate(MOST)) {
            if (!pause(deadline)) {
                throw new LockRefusedException(
                        LockRefusedException.Reason.TIMEOUT, LockTable.GATE, "another server", null);
            }
        }
        closer.set(owner);
    }

    /** Waits for branches that other servers have prepared; one that stays in doubt is met as a conflict. */
    void awaitDecisions(long[] oids, long deadline) {
        boolean waits = leases.shared();
        while (waits) {
            waits = storage.isHeld(oids) && pause(deadline);
        }
    }

    private static boolean pause(long deadline) {
        LockSupport.parkNanos(PAUSE);
        return deadline - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted();
    }

    /** Opens it if the owner has closed it; the outcome of its transaction is settled, so nothing is thrown. */
    void open(LockOwner owner) {
        if (closer.get() == owner && closer.compareAndSet(owner, null)) {
            try {
                leases.openGate();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, TransactionMessages.gateNotOpened(MOST, e), e);
            }
        }
    }
}

package dev.odb.core.transaction;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.StaleRecordsException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The wait of one commit for branches that other processes have prepared. Nobody tells when those are decided, so it tries
 * again and again, for no longer than it would wait for a lock. One thread.
 */
final class HolderElsewhere {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST = TimeUnit.MILLISECONDS.toNanos(50);

    private final Duration wait;
    private long pause;
    private long deadline;

    HolderElsewhere(Duration wait) {
        this.wait = wait;
    }

    /**
     * Waits a little if nothing else is wrong than that objects are held.
     *
     * @param own the branch that is being prepared, or null: one of the same global transaction is decided together with it
     * @return whether to try again
     */
    boolean await(StaleRecordsException refused, BranchId own) {
        long now = System.nanoTime();
        boolean held = refused.stale().stream()
                .allMatch(stale -> stale.heldBy() != null && (own == null || !own.sameGlobal(stale.heldBy())));
        if (pause == 0) {
            deadline = now + wait.toNanos();
            pause = FIRST;
        }
        if (!held || now - deadline >= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(Math.min(pause, deadline - now));
        pause = Math.min(MOST, 2 * pause);
        return true;
    }
}

package dev.odb.ra;

import dev.odb.ConflictException;
import dev.odb.replay.ConflictScope;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Looks for a lost conflict before the transaction manager prepares anything. A refused prepare is a warning with a stack
 * trace in its log each time; a transaction marked rollback-only is not. Where nobody replays, the exception is thrown, so
 * that the caller finds it as the cause. What this look misses, prepare decides.
 */
final class EarlyConflictLook implements Synchronization {
    private final BranchWork work;
    private final TransactionSynchronizationRegistry registry;

    private EarlyConflictLook(BranchWork work, TransactionSynchronizationRegistry registry) {
        this.work = work;
        this.registry = registry;
    }

    /** Arranges it for work in the calling thread's transaction, if there is one to register with. */
    static void arrange(BranchWork work, TransactionSynchronizationRegistry registry) {
        if (registry != null && registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            registry.registerInterposedSynchronization(new EarlyConflictLook(work, registry));
        }
    }

    @Override
    public void beforeCompletion() {
        if (registry.getRollbackOnly()) {
            return;
        }
        try {
            work.detectConflict();
        } catch (ConflictException e) {
            if (ConflictScope.current() == null) {
                throw e;
            }
            // recorded in the scope already
            registry.setRollbackOnly();
        }
    }

    @Override
    public void afterCompletion(int status) {
        // the branch is told through its XAResource
    }
}

package dev.odb.ra;

import dev.odb.ConflictException;
import dev.odb.Outcome;
import dev.odb.replay.ConflictScope;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The branch's part before the transaction manager prepares anything. First the application's actions run; interposed, so
 * after all synchronizations of the application. Then it looks for a lost conflict: a refused prepare is a warning with a
 * stack trace in the manager's log each time; a transaction marked rollback-only is not. Where nobody replays, the
 * exception is thrown, so that the caller finds it as the cause. What this look misses, prepare decides.
 */
final class Completion implements Synchronization {
    private final BranchWork work;
    private final TransactionSynchronizationRegistry registry;
    /** A message's delivery ends after the scope around it is closed, and is replayed nevertheless. */
    private final boolean delivery =
            ConflictScope.current() != null && ConflictScope.current().tag() != null;

    private Completion(BranchWork work, TransactionSynchronizationRegistry registry) {
        this.work = work;
        this.registry = registry;
    }

    /** Arranges it for work in the calling thread's transaction, if there is one to register with. */
    static void arrange(BranchWork work, TransactionSynchronizationRegistry registry) {
        if (registry != null && registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            registry.registerInterposedSynchronization(new Completion(work, registry));
        }
    }

    @Override
    public void beforeCompletion() {
        if (registry.getRollbackOnly()) {
            return;
        }
        if (!work.beforeCompletion()) {
            registry.setRollbackOnly();
            return;
        }
        try {
            work.detectConflict();
        } catch (ConflictException e) {
            if (!delivery && ConflictScope.current() == null) {
                throw e;
            }
            // recorded in the scope already
            registry.setRollbackOnly();
        }
    }

    /** The branch is told through its XAResource, unless it had nothing to commit. */
    @Override
    public void afterCompletion(int status) {
        work.completed(
                switch (status) {
                    case Status.STATUS_COMMITTED -> Outcome.COMMITTED;
                    case Status.STATUS_ROLLEDBACK -> Outcome.ROLLED_BACK;
                    default -> Outcome.UNKNOWN;
                });
    }
}

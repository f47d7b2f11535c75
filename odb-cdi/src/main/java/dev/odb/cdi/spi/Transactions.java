package dev.odb.cdi.spi;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.IntConsumer;

/** What replay must know of the calling thread's JTA transaction. All threads may use it. */
public interface Transactions {
    /** What the registry of a server or of a test knows. */
    static Transactions of(TransactionSynchronizationRegistry registry) {
        return new RegistryTransactions(registry);
    }

    /** Whether the thread has a transaction, in whatever state. */
    boolean active();

    /**
     * Registers with the thread's transaction.
     *
     * @param completed gets the {@link jakarta.transaction.Status} at the end, perhaps on another thread
     */
    void afterCompletion(IntConsumer completed);

    /** Lets the thread's transaction end in a rollback. */
    void setRollbackOnly();
}

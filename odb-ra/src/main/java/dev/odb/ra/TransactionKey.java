package dev.odb.ra;

import jakarta.transaction.TransactionSynchronizationRegistry;

/** Remembers a thread's transaction, to tell later whether a thread is in it. Holds nothing of the application. */
final class TransactionKey {
    private final TransactionSynchronizationRegistry registry;
    private final Object key;

    private TransactionKey(TransactionSynchronizationRegistry registry, Object key) {
        this.registry = registry;
        this.key = key;
    }

    /**
     * The calling thread's transaction.
     *
     * @param registry null where the server offers none; nothing can be told then
     */
    static TransactionKey current(TransactionSynchronizationRegistry registry) {
        return new TransactionKey(registry, registry == null ? null : registry.getTransactionKey());
    }

    /** Whether the calling thread is in it; true if that cannot be told. */
    boolean matches() {
        return key == null || key.equals(registry.getTransactionKey());
    }

    /** Whether the calling thread is in it; false if that cannot be told. */
    boolean surelyMatches() {
        return key != null && matches();
    }
}

package dev.odb.junit;

import dev.odb.TransactionBody;

/**
 * Transactions of the test itself. Each is a new one with a snapshot of its own, also inside another one, which is suspended
 * meanwhile: what the next one reads is what others see. None is replayed. All threads may use it.
 */
public interface Transactions {
    /**
     * What is done in a transaction.
     *
     * @param <T> what it gives
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        /** Does it. */
        T run() throws X;
    }

    /**
     * The same without a result.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Action<X extends Exception> {
        /** Does it. */
        void run() throws X;
    }

    /**
     * Runs it in a transaction and commits that; an exception rolls it back and arrives as it was thrown.
     *
     * @throws dev.odb.ConflictException if the commit lost a conflict
     * @throws dev.odb.OdbException if it was rolled back for another reason, which is the cause
     */
    <T, X extends Exception> T inTransaction(Work<T, X> work) throws X;

    /** The same without a result. */
    default <X extends Exception> void inTransaction(Action<X> action) throws X {
        inTransaction(() -> {
            action.run();
            return null;
        });
    }

    /** The same with a connection to a database: the only one. */
    default <T> T connected(TransactionBody<T> body) {
        return connected("", body);
    }

    /**
     * The same for one of several databases.
     *
     * @throws dev.odb.OdbException as {@link #inTransaction}; a checked exception of the body is wrapped
     */
    <T> T connected(String database, TransactionBody<T> body);
}

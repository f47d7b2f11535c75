package dev.odb.spi;

/**
 * Implemented by the connection factories of a server, for injected roots. Called at every field access through a
 * stand-in, so it must be fast when the transaction has used the database before.
 */
public interface CurrentRoots {
    /**
     * The root of that name in the transaction of the calling thread.
     *
     * @throws dev.odb.NoTransactionException outside a transaction
     * @throws dev.odb.ObjectNotFoundException if there is no such root
     */
    <T> T currentRoot(String name, Class<T> type);
}

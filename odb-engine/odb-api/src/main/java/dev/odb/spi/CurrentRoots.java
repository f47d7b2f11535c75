package dev.odb.spi;

import dev.odb.OdbConnection;
import java.util.function.Supplier;

/** Implemented by the connection factories of a server, for what is injected. All threads may use it. */
public interface CurrentRoots {
    /**
     * The root of that name in the transaction of the calling thread. Called at every field access through a stand-in, so
     * it must be fast when the transaction has used the database before.
     *
     * @param initial makes it if there is none, as {@link OdbConnection#root(String, Class, Supplier)} says; may be null
     * @throws dev.odb.NoTransactionException outside a transaction
     * @throws dev.odb.ObjectNotFoundException if there is no such root, and nothing to make it with
     */
    <T> T currentRoot(String name, Class<T> type, Supplier<? extends T> initial);

    /** The same without an initial value. */
    default <T> T currentRoot(String name, Class<T> type) {
        return currentRoot(name, type, null);
    }

    /**
     * A connection that works in whatever transaction the calling thread has at each call, and throws {@link
     * dev.odb.NoTransactionException} where it has none. Closing it does nothing. All threads may share it.
     */
    OdbConnection currentConnection();
}

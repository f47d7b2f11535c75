package dev.odb;

import dev.odb.spi.DatabaseProviders;

/**
 * An open object database. Opening one takes its storage for this process; all threads may share it.
 */
public interface ObjectDatabase extends AutoCloseable {
    /**
     * Opens the database at a URL, {@code odb:file:<folder>} or {@code odb:memory:<name>}; a folder that does not exist is
     * created.
     *
     * @throws OdbException if the URL is not understood
     * @throws StorageLockedException if another process or another database in this one has it open
     * @throws CorruptStorageException if acknowledged data is damaged
     */
    static ObjectDatabase open(String url) {
        return open(OdbConfiguration.of(url));
    }

    /** The same with settings beside the URL. */
    static ObjectDatabase open(OdbConfiguration configuration) {
        return DatabaseProviders.open(configuration);
    }

    /**
     * A connection that goes on from transaction to transaction with its objects; for one thread at a time. Close it; what
     * was not committed is rolled back.
     */
    OdbConnection connect();

    /**
     * Runs the body in a transaction of its own and commits it. When the commit loses a conflict, the body runs again in a
     * new transaction, as often as {@link OdbConfiguration#replays()} says, after waiting for the objects it lost. Objects
     * of the transaction are detached when it ends: what was loaded can still be read.
     *
     * @return what the body gave in the attempt that committed
     * @throws ConflictException after the last replay, with every attempt as a suppressed exception
     * @throws OdbException wrapping a checked exception of the body; unchecked ones arrive as they are
     */
    <T> T transact(TransactionBody<T> body);

    /** Closes all connections and the storage. Repeated calls do nothing. */
    @Override
    void close();
}

package dev.odb;

import dev.odb.spi.DatabaseProviders;
import java.util.function.Consumer;

/**
 * An open object database. Opening one takes its storage for this process; all threads may share it.
 */
public interface ObjectDatabase extends DatabaseAdministration, AutoCloseable {
    /**
     * Opens the database at a URL, {@code odb:file:<folder>}, {@code odb:memory:<name>} or, with odb-storage-jdbc on the
     * class path, {@code odb:jdbc:<JDBC URL or JNDI name>}. A folder that does not exist is created, and so are tables.
     *
     * @throws OdbException if the URL is not understood
     * @throws StorageLockedException if another process or another database in this one has it open
     * @throws CorruptStorageException if acknowledged data is damaged
     * @throws SignOnException if the database requires a user
     */
    static ObjectDatabase open(String url) {
        return open(OdbConfiguration.of(url));
    }

    /** The same with settings beside the URL. */
    static ObjectDatabase open(OdbConfiguration configuration) {
        return open(configuration, OdbCredentials.NONE);
    }

    /**
     * The same for a database that requires a user.
     *
     * @throws SignOnException if it refuses these
     */
    static ObjectDatabase open(OdbConfiguration configuration, OdbCredentials credentials) {
        return DatabaseProviders.open(configuration, credentials);
    }

    /**
     * A connection that goes on from transaction to transaction with its objects; for one thread at a time. Close it; what
     * was not committed is rolled back.
     */
    OdbConnection connect();

    /** The same; its transactions have the stricter of this isolation and the database's. */
    OdbConnection connect(Isolation isolation);

    /**
     * A connection that reads the past: the same state for ever, whatever is committed later. It refuses changes with
     * {@link ReadOnlyException}, at the change or, where that cannot be seen, at the commit. For one thread at a time;
     * close it.
     *
     * @throws OdbException if the moment is in the future, or before the database was made
     * @throws HistoryPackedException if the moment is before the time of the last pack
     */
    OdbConnection connect(AsOf asOf);

    /**
     * A connection in a version. What it commits is seen only by others in that version, until the version is committed;
     * what is not changed in the version is seen as in the main line. The version begins with its first change. An object
     * that is changed in a version is held by it: others who are about to change it get {@link VersionLockedException}.
     *
     * @param version a name of up to 200 bytes
     * @throws OdbException if it cannot be a name
     */
    OdbConnection connect(String version);

    /** The same; its transactions have the stricter of this isolation and the database's. */
    OdbConnection connect(String version, Isolation isolation);

    /** A connection that reads the past as it was to be seen in a version; as {@link #connect(AsOf)}. */
    OdbConnection connect(String version, AsOf asOf);

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

    /** The same with the stricter of this isolation and the database's. */
    <T> T transact(Isolation isolation, TransactionBody<T> body);

    /** The same in a {@linkplain #connect(String) version}. */
    <T> T transact(String version, TransactionBody<T> body);

    /** The same with the stricter of this isolation and the database's. */
    <T> T transact(String version, Isolation isolation, TransactionBody<T> body);

    /**
     * Copies this database with its history into another storage, and opens the copy: the same oids, tids, records and
     * descriptions, in a database of its own identity. What is committed here meanwhile is not in the copy. A file
     * database appears at its place only when it is complete and compared with this one: whatever ends the copy earlier,
     * an interruption of the thread, an error, a crash, leaves nothing there.
     *
     * @param target where to; a folder must be missing or empty
     * @param listener told of the progress from time to time and at the end; what it throws ends the copy
     * @return the copy, open
     * @throws CopyFailedException if there is something at the target, if the thread was interrupted, or if the copy is
     *     not the same
     */
    ObjectDatabase copyTo(OdbConfiguration target, Consumer<CopyReport> listener);

    /** Closes all connections and the storage. Repeated calls do nothing. */
    @Override
    void close();
}

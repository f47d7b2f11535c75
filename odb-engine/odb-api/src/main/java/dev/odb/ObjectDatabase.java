package dev.odb;

import dev.odb.spi.DatabaseProviders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

    /**
     * The committed transactions, newest first, those of the engine itself among them; it ends where the last pack begins.
     * Its cost is in the bytes that transactions as new as these have written.
     *
     * @param first how many of the newest to leave out
     * @param count how many to give at most
     */
    List<TransactionInfo> undoLog(int first, int count);

    /**
     * The revisions of an object that are kept, newest first.
     *
     * @param oid from {@link OdbConnection#oid}
     * @param n how many to give at most
     * @throws ObjectNotFoundException if no object of that oid was ever stored
     */
    List<RevisionInfo> history(long oid, int n);

    /**
     * Drops old revisions and unreachable objects, while others read and write. What stays: everything that a root reached
     * at the pack time; everything written after it; everything these refer to; and for each object written after it the
     * state before. So an object that nothing referred to at the pack time and that was linked again later stays. Weak
     * references keep nothing. The pack time is the asked one or, if it is earlier, the oldest snapshot that a transaction
     * or a connection to the past has; a branch that is prepared counts as written after it.
     *
     * <p>A connection that still holds a removed object in memory sees it as a ghost that cannot be loaded from its next
     * transaction on; a commit that refers to one fails with {@link ObjectNotFoundException}.
     *
     * <p>Killed at any moment, it has changed nothing or everything. Closing the database ends it; so does its listener.
     *
     * @throws PackException if another pack runs, if it was cancelled, if a record cannot be read or what stays cannot be
     *     written, for lack of space for example; nothing has changed
     */
    PackReport pack(PackOptions options);

    /** Packs to an instant; see {@link #pack(PackOptions)}. */
    default PackReport pack(Instant before) {
        return pack(PackOptions.before(before));
    }

    /** Packs, keeping the past of so long; see {@link #pack(PackOptions)}. */
    default PackReport pack(Duration keep) {
        return pack(PackOptions.keeping(keep));
    }

    /**
     * The committed transactions in the order of their commits, both ends inclusive, those of the engine itself among
     * them; prepared and undecided ones are not. Commits after this call are not seen. Read while the stream is consumed;
     * for one thread at a time; close it, as with try. Of packed ones only those revisions are given that are left. With {@code 0} and {@code Long.MAX_VALUE} all of them.
     *
     * @param first a tid
     * @param last a tid; nothing if it is below the first
     */
    Stream<StoredTransaction> transactions(long first, long last);

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

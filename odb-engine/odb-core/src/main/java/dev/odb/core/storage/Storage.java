package dev.odb.core.storage;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Where records live. The storage decides the order of commits: a tid is drawn, the decision appended and the revisions
 * made current for later commits in one step, <em>appended</em>; later, when durable, the tid is <em>published</em>, in
 * tid order, and readers see it. Oid 0 is the root directory.
 *
 * <p>Errors: {@link dev.odb.StorageFullException} when nothing was stored for lack of space; {@link
 * dev.odb.StorageFailedException} for every write after a failed one; {@link dev.odb.UnknownOutcomeException} when a
 * one-phase commit was appended and could not be made durable; {@link dev.odb.CorruptStorageException} for damage;
 * {@link dev.odb.ReadOnlyException} for writes to a read-only storage; {@link IllegalStateException} after close.
 */
public interface Storage extends AutoCloseable {
    /** The database's identity, kept for its life. */
    UUID databaseId();

    /** Where it is, for messages: a folder or a name. */
    String location();

    /** Whether writes are refused. */
    boolean readOnly();

    /** The newest published tid, 0 in an empty storage. A snapshot taken at it is complete. */
    long lastTid();

    /**
     * Learns what other processes have committed. When it returns, {@link #lastTid} is not below the tid of any transaction that was
     * acknowledged anywhere before the call. Where only one process can write it does nothing.
     */
    default void poll() {}

    /** Has somebody told of the transactions of other processes. */
    default void onOthers(OthersListener listener) {}

    /** Has the storage ask what this process reads, if others may pack the database. */
    default void liveSnapshots(LiveSnapshots live) {}

    /**
     * Tells the processes that may pack the database that this one reads the past; asked when the snapshot is among the {@linkplain
     * #liveSnapshots live} ones.
     *
     * @return whether it can be read: no pack of another process has taken it, and none will while it is live
     */
    default boolean announcePast(long snapshot) {
        return true;
    }

    /** The leases of the servers that share the database. */
    default Leases leases() {
        return Leases.SOLE;
    }

    /**
     * The first of {@code count} consecutive oids that nobody was or will be given, whatever crashes. The first one ever
     * is 1.
     */
    long newOids(int count);

    /**
     * The newest revision of the object not above the snapshot.
     *
     * @param snapshot a published tid, not below {@link #packedTid()}; or the {@code nv} of a revision that was loaded at one
     * @return null if there is none, or it is a {@linkplain Write#tombstone tombstone}
     */
    Revision load(long oid, long snapshot);

    /**
     * Whether {@link #loadTogether} takes hardly more time for many objects than {@link #load} for one, so that it pays to load
     * what may be asked for next.
     */
    default boolean loadsTogether() {
        return false;
    }

    /**
     * What {@link #load} would give for each of the objects, as far as it is found in one step. What is missing has to be
     * loaded; it need not be missing in the storage.
     *
     * @param maxBytes records that are larger are left out
     */
    default Map<Long, Revision> loadTogether(long[] oids, long snapshot, int maxBytes) {
        return Map.of();
    }

    /**
     * The revisions of the object not above the snapshot, newest first: what repeated {@link #load}s give, but each is found
     * from the one after it.
     *
     * @param most so many at most
     */
    List<Revision> revisions(long oid, long snapshot, int most);

    /**
     * What is stored of a revision beside its record; for undo, the operations on versions, and whoever looks.
     *
     * @return null if the object has no revision of that serial
     */
    RevisionFields fields(long oid, long serial);

    /**
     * The serial of the object's newest revision not above the snapshot, appended ones and {@linkplain Write#tombstone
     * tombstones} included; 0 if there is none.
     */
    long serial(long oid, long snapshot);

    /** The newest revision, appended or published: what the next commit of the object is checked against; or null as {@link #load}. */
    Revision loadAppended(long oid);

    /**
     * The objects written by transactions with {@code after < tid <= upTo}, or null if that is no longer known and
     * everything may have changed.
     */
    long[] changedBetween(long after, long upTo);

    /**
     * The id of a class description, given if it is new. Durable at the latest with the first batch written after it; ids
     * count from 1 and are never reused. Outside any transaction: repeating it gives the same id, also read-only.
     */
    int defineClass(byte[] description);

    /** The description with that id, or null. */
    byte[] classDescription(int id);

    /**
     * Commits in one phase: checks, draws the tid, appends, makes durable, publishes.
     *
     * @param appended called with the tid inside the append step, where the objects' locks can be let go; must be quick
     *     and must not throw
     * @return the tid, published
     * @throws StaleRecordsException if a serial is not the appended one, or a prepared branch holds an object
     */
    long commit(Batch batch, LongConsumer appended) throws StaleRecordsException;

    /**
     * Makes a batch durable under a name; from here it holds its objects: writes exclusively, checks against writers.
     * Space for its decision is reserved, so that a full storage cannot refuse it.
     *
     * @throws StaleRecordsException as {@link #commit}; nothing is kept
     * @throws IllegalArgumentException if a branch of that name is prepared already, or was decided by hand and is not
     *     forgotten
     */
    void prepare(BranchId id, Batch batch) throws StaleRecordsException;

    /**
     * Commits a prepared branch.
     *
     * @return the tid, published
     * @throws java.util.NoSuchElementException if no such branch is prepared
     * @throws DecidedByHandException if it was decided by hand
     * @throws dev.odb.StorageFailedException if the decision could not be made durable; the branch stays prepared
     */
    long commitPrepared(BranchId id, LongConsumer appended);

    /**
     * Forgets a prepared branch and lets its objects go; durable before it returns.
     *
     * @throws java.util.NoSuchElementException if no such branch is prepared
     * @throws DecidedByHandException if it was decided by hand
     */
    void rollbackPrepared(BranchId id);

    /**
     * Commits a prepared branch by hand, in the place of its transaction manager. It is in doubt no more and lets its
     * objects go, as after {@link #commitPrepared}, but the decision is kept under the branch's name until {@link
     * #forget}. Space for it is not reserved.
     *
     * @return the tid, published
     * @throws java.util.NoSuchElementException if no such branch is prepared, or its decision is under way
     * @throws DecidedByHandException if it was decided by hand before
     * @throws dev.odb.StorageFullException if there is no room; the branch stays prepared
     * @throws dev.odb.StorageFailedException if the decision could not be made durable, or another one was appended and
     *     could not; nobody decides the branch until the storage is opened again
     */
    long commitByHand(BranchId id, LongConsumer appended);

    /** Rolls a prepared branch back by hand; the rest is as with {@link #commitByHand}. */
    void rollbackByHand(BranchId id);

    /** The branches that were decided by hand and not forgotten yet, oldest decision first, also by earlier processes. */
    List<HeuristicDecision> decidedByHand();

    /**
     * Forgets that a branch was decided by hand; durable before it returns. From then on its name is free.
     *
     * @throws java.util.NoSuchElementException if it was not, or is forgotten already
     */
    void forget(BranchId id);

    /**
     * Whether a prepared branch of whatever process holds one of the objects; false where only one process can write, which
     * knows it from its locks.
     */
    default boolean isHeld(long[] oids) {
        return false;
    }

    /** The branches in doubt, oldest first, also those of earlier processes. */
    List<PreparedBranch> prepared();

    /**
     * Those of them that the transaction manager of this process may be asked about: where several processes share the storage
     * not those which another one that is alive has prepared, since that one's transaction manager is at work on them.
     */
    default List<PreparedBranch> recoverable() {
        return prepared();
    }

    /** A new scratch file, on the disk that the storage itself uses if it uses one. */
    ScratchFile scratchFile() throws IOException;

    /** Waits until everything appended before the call is published, or the storage has failed. */
    void awaitPublished();

    /** The contents of its blobs. */
    Contents contents();

    /**
     * Whether the object is stored, if only as a tombstone that a commit may replace, counting commits that are appended, and stays so if a pack is under way that has
     * decided what goes.
     */
    boolean exists(long oid);

    /**
     * Whether a pack has removed the object that somebody may still have in memory. Says the same as {@link #exists} of an object
     * that was there, and is quick.
     */
    default boolean isRemoved(long oid) {
        return !exists(oid);
    }

    /** The pack time of the last pack, the newest transaction that it packed; 0 if there was none. Kept with the data. */
    long packedTid();

    /**
     * Drops what was no longer current at the pack time, and objects that nobody can reach: {@link
     * dev.odb.ObjectDatabase#pack} says what stays. Oids, tids and serials do not change; the oldest revision that stays
     * of an object has no predecessor. Of an object in a version also the revision stays that all others see, the {@code nv} of
     * whatever stays. Transactions of which nothing stays are not iterated over any more. Reading and writing go on meanwhile,
     * but for moments. A pack to a time that was packed already does nothing. Where other processes read, it goes no further than
     * the oldest snapshot that any of them does.
     *
     * @throws dev.odb.PackException if another pack runs, or a record or its references cannot be read
     * @throws java.util.concurrent.CancellationException if the monitor said so, or the storage is being closed
     */
    PackResult pack(PackRequest request);

    /**
     * Repeats a transaction of another storage under its tid, without any check: of {@code batch} the writes and the
     * metadata count, {@code serialSeen} does not. Appended; durable and published with the next {@link
     * #awaitPublished}. Only for a storage that nobody else writes to.
     *
     * @throws IllegalArgumentException if the tid is not above the newest one
     */
    void restore(long tid, Batch batch);

    /**
     * Says up to which transaction the storage that is repeated was packed; durable with the next {@link #awaitPublished}.
     */
    void restorePacked(long tid);

    /** An oid that neither it nor a greater one was ever given out or written. */
    long oidEnd();

    /** No oid below {@code end} is given out from now on; durable with the next {@link #awaitPublished}. */
    void restoreOids(long end);

    /**
     * Published transactions in tid order, both ends inclusive; commits after the call are not seen. The writes of each
     * are read when they are asked for, again if they are asked for again. Of packed ones only those
     * revisions are given that are left.
     */
    Iterator<CommittedTransaction> transactions(long first, long last);

    /** Whether {@link #load} would find the revision in memory that is kept for that; only to tell somebody. */
    default boolean isCached(long oid, long snapshot) {
        return false;
    }

    /** What it has done and takes; may look at files. */
    StorageStatistics statistics();

    /** Whether it can be written to; also when it is closed. */
    StorageHealth health();

    /** Ends use; prepared branches stay. Repeated calls do nothing. */
    @Override
    void close();
}

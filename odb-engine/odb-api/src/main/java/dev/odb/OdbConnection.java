package dev.odb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The way into the objects of one database, the same in Java SE and on a server. There is no {@code save}: objects
 * reachable from a root are stored when the transaction commits. For one thread at a time, with its objects: a second one
 * that comes while the first is inside gets {@link ConcurrentUseException}; handing it over is allowed.
 */
public interface OdbConnection extends AutoCloseable {
    /**
     * The root of that name in this transaction's snapshot.
     *
     * @throws ObjectNotFoundException if there is none; the message lists those there are
     * @throws ClassCastException if it is of another type
     */
    <T> T root(String name, Class<T> type);

    /**
     * The root of that name, created by the supplier if there is none yet. Creation commits at once in a transaction of
     * its own and stays even if this one is rolled back; the supplier must give an unsaved object that refers to unsaved
     * objects only, and may run more than once.
     */
    <T> T root(String name, Class<T> type, Supplier<? extends T> initial);

    /** The root directory, a live map: what is put here becomes a root when the transaction commits. */
    Map<String, Object> roots();

    /**
     * The object's id; an unsaved object is given one, which it keeps if it is reachable at commit.
     *
     * @throws NotPersistentException if it is not an object of a persistent class
     */
    long oid(Object object);

    /** The tid that wrote the revision this connection sees, 0 for an object never stored. Loads a ghost. */
    long serial(Object object);

    /**
     * Makes reading the object count: the commit fails with {@link ReadConflictException} if another transaction changed
     * it since this one's snapshot. Checked when this transaction writes something, or prepares with others.
     */
    void readCurrent(Object object);

    /**
     * Says that the object must still be the revision that was shown to a user (an ETag).
     *
     * @param oid from {@link #oid}
     * @param serial from {@link #serial}, in an earlier transaction
     * @throws StaleObjectException here if this snapshot already shows a newer one; otherwise the commit fails with it
     * @throws ObjectNotFoundException if there is no such object
     */
    void requireUnchanged(long oid, long serial);

    /**
     * Undoes committed transactions, in the given order, as a part of this one: their objects go back to the states before
     * them. This transaction shows it at once, the commit checks and merges it like any change, and history is not
     * rewritten: undoing the undo is a redo. Of an object that was changed again since, the change is undone if the newer
     * state is the same or its class can merge ({@link Resolvable}). An object that was created keeps its state for
     * whoever else refers to it; if nobody does, nobody finds it any more.
     *
     * @param tids from {@link ObjectDatabase#undoLog}; each sees what the ones before it have undone
     * @throws UndoException if one of them cannot be undone, wholly; then nothing is. Also if an object was changed in this
     *     transaction already, and if other resources took part in one of them
     */
    default void undo(long... tids) {
        undo(OtherResources.REFUSED, tids);
    }

    /**
     * The same with a say about transactions in which other resources took part.
     *
     * @throws UndoException as {@link #undo(long...)}
     * @throws NotPermittedException on a server, if the caller lacks the role for administration
     */
    void undo(OtherResources others, long... tids);

    /**
     * A point in this transaction to go back to. Changed objects, and new ones that others refer to, are put aside in a
     * temporary file, after which memory can let go of them: with savepoints in between a transaction can change more than
     * fits into memory. Others see nothing of it. If this fails, the transaction can only be rolled back.
     *
     * @throws NotPersistentException if something that cannot be stored was reached
     * @throws OdbException if a blob is being written
     * @throws StorageFullException if there is no room for the temporary file
     */
    Savepoint savepoint();

    /**
     * The current transaction: its user, description and properties, and what runs at its end.
     *
     * @throws NoTransactionException if there is none that can be used
     */
    OdbTransaction transaction();

    /**
     * Writes an object with all that it refers to, directly or over others, and the contents of blobs, in a form that
     * {@link #importFrom} of any database reads. The state is that of the snapshot: what this transaction has changed
     * itself is not in it. Objects that are referred to weakly only are left out.
     *
     * @param out stays open
     * @throws ObjectNotFoundException if the object was never stored
     * @throws NotPermittedException on a server, if the caller lacks the role for administration
     * @throws IOException of the stream
     */
    ExportReport exportTo(Object object, OutputStream out) throws IOException;

    /**
     * Adds copies of exported objects, as new objects of this transaction. They are stored when it commits, also those that
     * nothing refers to, so put the object that is returned somewhere. The classes of the others are needed only when
     * they are touched; nothing is instantiated that is not persistent.
     *
     * @param in is read up to the end of the export and stays open
     * @return the copy of the object that was exported
     * @throws ImportException if these bytes are no export, or a damaged one; then nothing is imported
     * @throws StorageFormatTooNewException if a newer ODB wrote it
     * @throws ClassCastException if the object is of another type; then nothing is imported
     * @throws IOException of the stream
     */
    <T> T importFrom(InputStream in, Class<T> type) throws IOException;

    /**
     * A queue of tasks, which are sent with this transaction. It is made when it is first used, at once in a transaction of its
     * own.
     *
     * @param name not blank
     */
    TaskQueue queue(String name);

    /** The name of the version that it works in, empty in the main line. */
    String version();

    /** Begins the version that this connection is in, unless there is one already, when this transaction commits. */
    void beginVersion();

    /**
     * Puts what is in a version into the main line or, if this connection is in a version, into that, and ends the version,
     * as a part of this transaction. It shows it at once; {@link #undo} can undo it, which begins the version again.
     *
     * @throws OdbException if there is no such version, if it is the connection's own, or if this transaction has changed an
     *     object in it already
     * @throws NotPermittedException if another user has begun it; see {@link DatabaseAdministration#commitVersion}
     */
    void commitVersion(String name);

    /**
     * Makes the objects in a version again what they are outside, and ends the version, as a part of this transaction.
     * Objects that were made in it are gone.
     *
     * @throws OdbException as {@link #commitVersion}
     * @throws NotPermittedException as {@link #commitVersion}
     */
    void abortVersion(String name);

    /**
     * Has the version that this connection is in hold an object without a change, when this transaction commits: its state
     * and its serial stay what they are outside. It stays so until {@link #unlock}, or until the version ends.
     *
     * @throws VersionLockedException if another version holds it
     * @throws NotPermittedException if another user has a lock on it in this version, which has not expired
     * @throws NotPersistentException if it is not stored yet
     * @throws OdbException if this connection is in the main line
     */
    void lock(Object object);

    /**
     * The same for some time. After that, whoever is about to change the object finds it free, unless it was changed in the
     * version.
     */
    void lock(Object object, Duration most);

    /**
     * Gives a lock back. An object that is changed in the version stays held by it.
     *
     * @throws OdbException if there is no lock on it in the version of this connection
     * @throws NotPermittedException if it is another user's; see {@link DatabaseAdministration#breakLock}
     */
    void unlock(Object object);

    /** The object behind an injected root in this transaction; everything else is given back as it is. */
    <T> T unwrap(T object);

    /**
     * Commits; the connection goes on with a new transaction. Java SE only: inside JTA it throws.
     *
     * <p>Whatever it throws, but for an exception of an action given to {@link OdbTransaction#beforeCompletion}, the
     * transaction has failed: its changes are lost and its locks released, and every use of the connection and of saved
     * objects throws {@link TransactionFailedException} with that failure as its cause, until {@link #rollback}.
     *
     * @throws ConflictException if another transaction came first
     * @throws UnknownOutcomeException if the commit may or may not be durable
     * @throws TransactionFailedException if it has failed before, or was marked rollback-only
     */
    void commit();

    /**
     * Rolls back and goes on with a new transaction: changed objects become ghosts, new ones unsaved again. Java SE only:
     * inside JTA it throws.
     */
    void rollback();

    /** Gives the handle back. Java SE: rolls back what was not committed. Repeated calls do nothing. */
    @Override
    void close();
}

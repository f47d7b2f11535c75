package dev.odb.core.object;

import dev.odb.BrokenObject;
import dev.odb.ConcurrentUseException;
import dev.odb.DetachedObjectException;
import dev.odb.InvalidSavepointException;
import dev.odb.NoTransactionException;
import dev.odb.NotEnhancedException;
import dev.odb.NotPersistentException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbException;
import dev.odb.ReadConflictException;
import dev.odb.ReadOnlyException;
import dev.odb.SchemaMismatchException;
import dev.odb.StaleObjectException;
import dev.odb.TransactionFailedException;
import dev.odb.UndoException;
import dev.odb.spi.Managed;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The messages of the object layer, ODB-2500 to ODB-2999. */
final class ObjectMessages {
    /** So many objects stand in one message; the exception has them all. */
    private static final int NAMED = 20;

    private ObjectMessages() {}

    static DetachedObjectException detached(Managed object, String how, String end) {
        return new DetachedObjectException(
                "ODB-2501",
                "Object " + object.$odb_oid() + " of " + object.getClass().getName() + " was to be " + how
                        + ", but its transaction has been " + end + ". Take it again from a root in the current"
                        + " transaction" + (how.equals("read") ? ", or read what is needed before the end." : "."));
    }

    static DetachedObjectException suspended(Managed object) {
        return new DetachedObjectException(
                "ODB-2502",
                "Object " + object.$odb_oid() + " of " + object.getClass().getName()
                        + " belongs to another transaction than the one of this thread, perhaps to one that is"
                        + " suspended. Take it again from a root in the current transaction.");
    }

    static DetachedObjectException foreign(Managed object, String path, String end) {
        return new DetachedObjectException(
                "ODB-2503",
                path + ": object " + object.$odb_oid() + " of "
                        + object.getClass().getName()
                        + (end == null
                                ? " belongs to another connection"
                                : " belongs to a transaction that has been " + end)
                        + ", so it cannot be stored here. Take it from a root of this transaction.");
    }

    static NotPersistentException unstorable(String path, Object value, String reason) {
        String type = value == null ? "null" : value.getClass().getName();
        return new NotPersistentException("ODB-2504", path + ": " + type + " is in the way: " + reason);
    }

    static NotPersistentException shared(String path, String other, Object value) {
        return new NotPersistentException(
                "ODB-2680",
                path + " and " + other + " are the same " + value.getClass().getName()
                        + ", but a value that can be changed belongs to one persistent object only. Give one of them a"
                        + " copy, or make the value a persistent object of its own.");
    }

    static NotPersistentException notPersistent(Object object) {
        return new NotPersistentException(
                "ODB-2505",
                (object == null ? "null" : "An object of " + object.getClass().getName())
                        + " is not an object of a class marked @Persistent.");
    }

    static NotEnhancedException notEnhanced(Class<?> type) {
        return new NotEnhancedException(
                "ODB-2506",
                type.getName() + " has not been enhanced, so its objects cannot be stored or loaded. Mark it"
                        + " @Persistent and let the build run the byte-buddy-maven-plugin with odb-enhancer; its report"
                        + " says why a class was skipped.");
    }

    static ObjectNotFoundException objectMissing(long oid, String type, long snapshot) {
        return new ObjectNotFoundException(
                "ODB-2507",
                "Object " + oid + (type.isEmpty() ? "" : " of " + type)
                        + " does not exist in the snapshot of transaction " + snapshot
                        + ". Something refers to an object that was never stored or has been removed.");
    }

    static ObjectNotFoundException rootMissing(String name, Collection<String> known) {
        return new ObjectNotFoundException(
                "ODB-2508",
                "There is no root named '" + name + "'; the roots are " + known + ". Create it with root(name, type,"
                        + " initial value) or put it into roots().");
    }

    static ClassCastException rootType(String name, Object root, Class<?> type) {
        return new ClassCastException(
                "ODB-2509: Root '" + name + "' is of " + root.getClass().getName() + " loaded by "
                        + root.getClass().getClassLoader() + ", not of " + type.getName() + " loaded by "
                        + type.getClassLoader() + ".");
    }

    static OdbException initialNotNew(String name, Object value) {
        return new NotPersistentException(
                "ODB-2510",
                "The initial value of root '" + name + "' must be a new object of a persistent class, not "
                        + (value == null
                                ? "null"
                                : "an object of " + value.getClass().getName() + " that is stored already")
                        + ".");
    }

    static OdbException classMissing(String name, List<ClassLoader> loaders, Throwable cause) {
        return new OdbException(
                "ODB-2511",
                "The stored class " + name + " is not visible to the application that uses the database (" + loaders
                        + "). Add the library that contains it to the deployment; if it was renamed, declare @Formerly(\""
                        + name + "\") on it.",
                cause);
    }

    static SchemaMismatchException brokenRoot(String name, BrokenObject root) {
        return new SchemaMismatchException(
                "ODB-2760",
                "Root '" + name + "' is object " + root.oid() + " of " + root.className()
                        + ", which is not visible to the application. Add the library that contains the class to the"
                        + " deployment; if it was renamed, declare @Formerly(\"" + root.className() + "\") on it.");
    }

    static StaleObjectException stale(long oid, String type, long expected, long serial) {
        return new StaleObjectException(
                "ODB-2512",
                "Object " + oid + " of " + type + " is no longer revision " + expected + ", it is " + serial
                        + ". Show the new state to the user and ask again.",
                oid,
                type,
                expected,
                serial);
    }

    static UndoException contentGone(long oid) {
        return new UndoException(
                "ODB-2641",
                "The content that blob " + oid
                        + " is to have again is no longer stored: it was packed meanwhile, or lost."
                        + " The transaction has been rolled back. Undo less, or write the blob again.",
                new long[] {oid});
    }

    static OdbException blobOpen(long oid) {
        return new OdbException(
                "ODB-2640",
                "The blob " + oid + " is still being written. Close its stream before the transaction ends; the"
                        + " transaction has been rolled back.");
    }

    static NoTransactionException over(String state) {
        return new NoTransactionException(
                "ODB-2513", "The transaction of this connection is " + state + "; begin a new one.");
    }

    static ReadOnlyException readOnly(String location) {
        return new ReadOnlyException(
                "ODB-2514", "The database at " + location + " was opened read-only; a change cannot be committed.");
    }

    static ReadOnlyException past(long snapshot) {
        return new ReadOnlyException(
                "ODB-2540",
                "This connection reads the past, as transaction " + snapshot
                        + " left it, and changes nothing. Make the change with a connection of connect() or in"
                        + " transact().");
    }

    static UndoException undoUnknown(long tid, long snapshot) {
        return new UndoException(
                "ODB-2541",
                "There is no transaction " + tid + " to undo among those up to " + snapshot
                        + ", which this one sees. Take the tid from undoLog(); if it is newer, undo it in a new"
                        + " transaction.");
    }

    static UndoException undoOthers(long tid) {
        return new UndoException(
                "ODB-2542",
                "Other resources took part in transaction " + tid
                        + ", and undo does not reach their rows and messages. If only the objects here are to go back,"
                        + " call undo(OtherResources.LEFT_ALONE, " + tid + ").");
    }

    static ObjectNotFoundException packed(String path, long oid) {
        return new ObjectNotFoundException(
                "ODB-2600",
                path + ": object " + oid
                        + " was removed by a pack, since nothing referred to it. Nothing was stored; make"
                        + " a new object in its place.");
    }

    static UndoException undoPacked(long tid, long packedTid) {
        return new UndoException(
                "ODB-2601",
                "Transaction " + tid + " cannot be undone, because the database was packed to transaction " + packedTid
                        + ". Take a tid from undoLog().");
    }

    static UndoException undoBlocked(long tid, List<Undo.Obstacle> obstacles) {
        String named = obstacles.stream()
                .limit(NAMED)
                .map(one -> "object " + one.oid() + " of " + one.type() + ": " + one.reason())
                .collect(Collectors.joining("; "));
        String more = obstacles.size() > NAMED ? "; and " + (obstacles.size() - NAMED) + " more, see oids()" : "";
        return new UndoException(
                "ODB-2543",
                "Transaction " + tid + " cannot be undone, " + named + more
                        + ". Nothing was undone. Undo later transactions first, the newest before the others.",
                obstacles.stream().mapToLong(Undo.Obstacle::oid).toArray());
    }

    static InvalidSavepointException savepointInvalid(int number) {
        return new InvalidSavepointException(
                "ODB-2580",
                "Savepoint " + number + " of this transaction is no longer one, because an earlier savepoint was rolled"
                        + " back since. Roll back to that one, or make a new savepoint after a rollback.");
    }

    static InvalidSavepointException savepointOver() {
        return new InvalidSavepointException(
                "ODB-2581",
                "The transaction of this savepoint is over. A savepoint is good for its own transaction only.");
    }

    static DetachedObjectException suspendedCall(String call) {
        return new DetachedObjectException(
                "ODB-2582",
                call + " belongs to another transaction than the one of this thread, perhaps to one that is suspended."
                        + " Call it where that transaction is the current one.");
    }

    static TransactionFailedException savepointFailed(Throwable failure) {
        return new TransactionFailedException(
                "ODB-2585",
                "The transaction can only be rolled back, since a savepoint, or going back to one, failed with: "
                        + failure.getMessage(),
                failure);
    }

    /** A warning. */
    static String newObjectsLost(String location, String cause) {
        return "ODB-2583: A transaction of '" + location + "' was rolled back, and the state of new objects that its"
                + " savepoints had put aside could not be read back (" + cause
                + "). The database has lost nothing; do not use these objects any more.";
    }

    /** A warning. */
    static String spillLeft(String location, String cause) {
        return "ODB-2584: The temporary file of a transaction of '" + location + "' could not be removed (" + cause
                + "). Opening a database in a folder removes what was left there.";
    }

    static OdbException replaced(Managed object) {
        return new OdbException(
                "ODB-2560",
                "Object " + object.$odb_oid() + " of " + object.getClass().getName()
                        + " was used after nobody referred to it any more, as in a finalizer, and another one has taken its"
                        + " place since. Take the object from a root instead.");
    }

    static ConcurrentUseException usedAtOnce(Thread second, Thread first) {
        return new ConcurrentUseException(
                "ODB-2620",
                "Thread '" + second.getName() + "' used a connection, or an object of it, while "
                        + (first == null ? "another thread" : "thread '" + first.getName() + "'")
                        + " was inside. Give each thread a connection and objects of its own, or hand them over when the"
                        + " other one is done.");
    }

    static OdbException isolationTooLate() {
        return new OdbException(
                "ODB-2621",
                "The transaction cannot become serializable any more: it has read objects without keeping account of them"
                        + " and memory has let go of some. Ask for the isolation before the first read, or set it for the"
                        + " database.");
    }

    static OdbException changedInTwo(Managed object, ClassView first, ClassView second) {
        return new OdbException(
                "ODB-2780",
                "Object " + object.$odb_oid() + " of " + object.getClass().getName() + " was changed by " + first
                        + " and then by " + second
                        + " in one transaction, and each has a class of its own of that name."
                        + " Let one of them make both changes, use two transactions, or give both one class, for example in"
                        + " the lib folder of their EAR.");
    }

    static OdbException viewInside(ClassView first, ClassView second) {
        return new OdbException(
                "ODB-2781",
                "Code of " + second + " used an object while changes of " + first
                        + ", which has other classes of the same"
                        + " names, were being written. Code that runs then, such as an accessor of a Java record, must not"
                        + " call another deployment.");
    }

    static OdbException viewNotLeft(ClassView view, Throwable cause) {
        return new OdbException(
                "ODB-2782",
                "The transaction goes on in a deployment with other classes, and what " + view
                        + " had changed could not" + " be put aside for it: " + cause.getMessage()
                        + " The transaction can only be rolled back.",
                cause);
    }

    static OdbException copyOfOther(Managed object, String path, ClassView other, ClassView mine) {
        return new OdbException(
                "ODB-2783",
                path + ": object " + object.$odb_oid() + " of "
                        + object.getClass().getName() + " is the copy of " + other
                        + "; " + mine
                        + " has other classes and a copy of its own. Take the object from a root there, or"
                        + " pass its key instead.");
    }

    static ReadConflictException younger(long oid, String type, long seen, long committed, long snapshot) {
        return new ReadConflictException(
                "ODB-2622",
                "Object " + oid + " of " + type + " was written by transaction " + committed
                        + ", which is younger than this transaction's snapshot " + snapshot
                        + ". Run the transaction again; a new snapshot has it.",
                oid,
                type,
                seen,
                committed);
    }
}

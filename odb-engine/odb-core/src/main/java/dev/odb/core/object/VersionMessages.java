package dev.odb.core.object;

import dev.odb.CorruptStorageException;
import dev.odb.NotPermittedException;
import dev.odb.NotPersistentException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbException;
import dev.odb.VersionLockedException;
import dev.odb.core.storage.Lineage;
import dev.odb.spi.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeSet;

/** The messages of versions, ODB-3870 to ODB-3889, ODB-3995 and 3996. */
public final class VersionMessages {
    private VersionMessages() {}

    static VersionLockedException locked(
            long oid, String type, String version, String owner, Instant since, Instant until) {
        return new VersionLockedException(
                "ODB-3870",
                "Object " + oid + " of " + type + " cannot be changed here: version '" + version + "'"
                        + (owner.isEmpty() ? "" : " of " + owner) + " holds it since " + since
                        + (until == null ? "" : ", until " + until)
                        + ". Change it in that version, or have the version committed or aborted first.",
                oid,
                type,
                version,
                owner,
                since);
    }

    /** A name for nothing. */
    public static OdbException badName() {
        return new OdbException("ODB-3871", "A version needs a name that is not blank.");
    }

    static OdbException mainLine(String call) {
        return new OdbException(
                "ODB-3872",
                call
                        + "() is for connections in a version, and this one is in the main line. Connect with the name of the"
                        + " version; it begins with its first change.");
    }

    static OdbException noVersion(String name, Collection<String> known) {
        return new OdbException(
                "ODB-3873",
                "There is no version '" + name + "'; "
                        + (known.isEmpty() ? "there is none" : "there are " + new TreeSet<>(known))
                        + ". One begins with its first change and ends when it is committed or aborted.");
    }

    static OdbException ownVersion(String name, String how) {
        return new OdbException(
                "ODB-3874",
                "A connection in version '" + name + "' cannot " + how
                        + " that version. Use a connection in the main line, or" + " in another version.");
    }

    static OdbException inTheWay(String name, String how, long oid) {
        return new OdbException(
                "ODB-3875",
                "Version '" + name + "' cannot be " + past(how) + " in this transaction, which has changed object "
                        + oid + " of it already. Commit that first.");
    }

    static NotPermittedException notOwner(String name, String how, String owner, String user) {
        return new NotPermittedException(
                "ODB-3876",
                "Version '" + name + "' is of " + owner + ", so " + who(user) + " cannot " + how
                        + " it. Its owner can, and an administrator with DatabaseAdministration." + how + "Version.");
    }

    static ObjectNotFoundException inVersionOnly(long oid, String type, String version) {
        return new ObjectNotFoundException(
                "ODB-3877",
                "Object " + oid + " of " + type + " was made in version '" + version
                        + "' and is not to be seen outside until that is committed.");
    }

    static OdbException notLocked(long oid, String version) {
        return new OdbException(
                "ODB-3878",
                "Version '" + version + "' has no lock on object " + oid
                        + ". What it has changed it holds without one.");
    }

    static NotPermittedException notLockOwner(long oid, String version, String owner, String user) {
        return new NotPermittedException(
                "ODB-3879",
                "The lock on object " + oid + " in version '" + version + "' is of " + owner + ", so " + who(user)
                        + " cannot give it back. Its owner can, and an administrator with DatabaseAdministration.breakLock.");
    }

    static NotPermittedException lockedByOther(long oid, String version, String owner, String user) {
        return new NotPermittedException(
                "ODB-3996",
                "The lock on object " + oid + " in version '" + version + "' is of " + owner + ", so " + who(user)
                        + " cannot take it. Change the object without one, or have its owner give it back; an administrator can"
                        + " with DatabaseAdministration.breakLock.");
    }

    static NotPersistentException unsaved(Managed object, String call) {
        return new NotPersistentException(
                "ODB-3880",
                call + "() is for objects that are stored, and this one of "
                        + object.getClass().getName() + " is new; nobody else can see it. Commit first.");
    }

    static OdbException changedBehindLock(long oid, String version) {
        return new OdbException(
                "ODB-3881",
                "Version '" + version + "' has changed object " + oid
                        + ", so it holds it whether or not it has a lock. Commit or" + " abort the version.");
    }

    static OdbException lockTime(Duration time) {
        return new OdbException("ODB-3882", "A lock cannot be for " + time + "; give a time above zero, or none.");
    }

    static OdbException notVersions(String root, Object found) {
        return new OdbException(
                "ODB-3883",
                "The root '" + root + "' is a " + found.getClass().getName()
                        + ", but the database keeps its versions there. Give yours another name.");
    }

    /** A task queue is asked for in a version. */
    public static OdbException queue(String queue, String version) {
        return new OdbException(
                "ODB-3884",
                "Tasks are sent from the main line, and this connection is in version '" + version
                        + "'. Send to queue '" + queue
                        + "' from a transaction in the main line, perhaps the one that commits the version.");
    }

    /** A branch that has begun is to be in another version. */
    public static OdbException otherVersion(String asked, String has) {
        return new OdbException(
                "ODB-3885",
                "The transaction works in " + place(has) + " of this database, so it cannot work in " + place(asked)
                        + ", too. Use a transaction of its own.");
    }

    /** Of a damaged record, since a pack keeps what it refers to. */
    static CorruptStorageException outsideMissing(long oid, long serial, Lineage lineage) {
        return new CorruptStorageException(
                "ODB-3995",
                "What object " + oid + " is outside of version '" + lineage.version() + "' is not stored: revision "
                        + lineage.nv() + ", which revision " + serial
                        + " names. Check the database with odb verify. Committing the version gives the object the state that"
                        + " it has there; nobody sees another one.");
    }

    private static String place(String version) {
        return version.isEmpty() ? "the main line" : "version '" + version + "'";
    }

    private static String who(String user) {
        return user.isEmpty() ? "a caller without a name" : user;
    }

    private static String past(String how) {
        return how.equals("abort") ? "aborted" : "committed";
    }
}

package dev.odb.spi;

import dev.odb.ConflictException;
import dev.odb.DetachedObjectException;
import dev.odb.NotPersistentException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbException;
import dev.odb.StorageFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** The messages of odb-api, ODB-1000 to ODB-1999. */
public final class ApiMessages {
    private ApiMessages() {}

    static OdbException ghostWithoutOwner(Class<?> type) {
        return new DetachedObjectException(
                "ODB-1001",
                "An object of " + type.getName() + " has no state and belongs to no database. It was not made by a"
                        + " constructor of the application nor by a connection; make it by one of these.");
    }

    static OdbException noProvider(String url, Collection<String> known) {
        return new OdbException(
                "ODB-1002",
                "No storage understands the URL '" + ShownUrl.of(url) + "'. Known forms: " + String.join(", ", known)
                        + ". Is odb-core on the class path beside odb-api?");
    }

    static OdbException unknownDatabase(String name, Collection<String> known) {
        return new OdbException(
                "ODB-1003",
                name.isEmpty() && !known.isEmpty()
                        ? "Several databases are open in this server, " + known
                                + ", so a name is needed to tell which one"
                                + " is meant. Give the member 'database' of @OdbRoot, or @OdbDatabase."
                        : "No database named '" + name + "' is open in this server; open are " + known
                                + ". Check the connection definition's databaseName and that the adapter is started.");
    }

    static OdbException noStandIn(Class<?> type, Throwable cause) {
        return new OdbException(
                "ODB-1005",
                "No stand-in can be made for " + type.getName() + ", so it cannot be injected as a root. It must be a"
                        + " concrete, non-final class that the enhancer has seen; its report says why one is missing.",
                cause);
    }

    static OdbException blobBusy(long oid) {
        return new OdbException(
                "ODB-1180", "The blob" + named(oid) + " is being written already. Close that stream first.");
    }

    static StorageFullException blobFull(Path file, IOException cause) {
        return new StorageFullException(
                "ODB-1181",
                "The content of a blob could not be written to '" + file + "' (" + cause
                        + "). The blob keeps the content that it had. Make space, and write it again.",
                cause);
    }

    static OdbException blobNotWritten(IOException cause) {
        return new OdbException(
                "ODB-1182",
                "The new content of a blob cannot be begun (" + cause
                        + "). Check that this process may write in the folder named there.",
                cause);
    }

    static OdbException blobNotConsumed(Path file, IOException cause) {
        return new OdbException(
                "ODB-1183",
                "The file '" + file + "' cannot become the content of a blob (" + cause
                        + "). It stays where it is; check that it is a file and that this process may move it.",
                cause);
    }

    static OdbException blobNotRead(long oid, IOException cause) {
        return new OdbException(
                "ODB-1184", "The content of the blob" + named(oid) + " cannot be read (" + cause + ").", cause);
    }

    static OdbException blobGone(String what) {
        return new OdbException(
                "ODB-1185",
                "The content of a blob that is in no database is not as it was written: " + what
                        + ". Leave the folder for temporary files alone, and write the blob again.");
    }

    private static String named(long oid) {
        return oid == 0 ? "" : " " + oid;
    }

    /** Something that is not persistent was to be referred to weakly. */
    public static NotPersistentException weakTarget(Object target) {
        return new NotPersistentException(
                "ODB-1161",
                "A weak reference leads to an object of an enhanced persistent class, not to "
                        + (target == null
                                ? "null"
                                : "one of " + target.getClass().getName())
                        + ". Mark the class @Persistent and let the build enhance it, or keep null instead of the reference.");
    }

    /** A weak reference is compared or hashed when its target is gone. */
    public static ObjectNotFoundException weakTargetGone(Managed target) {
        return new ObjectNotFoundException(
                "ODB-1162",
                "A weak reference to object " + target.$odb_oid() + " of "
                        + target.getClass().getName()
                        + " is compared or hashed, but the object is gone. Ask get() first, and remove references from hash"
                        + " collections before their targets go.");
    }

    /** The transaction's body threw a checked exception. */
    public static OdbException bodyFailed(Throwable cause) {
        return new OdbException("ODB-1006", "The transaction was rolled back because its body failed: " + cause, cause);
    }

    /** All replays were lost. */
    public static ConflictException replaysExhausted(int attempts, ConflictException last) {
        return new ConflictException(
                        "ODB-1007",
                        "Gave up after " + attempts + " attempts, each of which lost a conflict; the last one: "
                                + last.getMessage() + " The attempts are attached as suppressed exceptions.",
                        last.oid(),
                        last.className(),
                        last.serialSeen(),
                        last.serialCommitted())
                .with(last.lostOids(), last.winner().orElse(null));
    }

    /** No time was left for another attempt. */
    public static ConflictException replayTimeout(Duration timeout, int attempts, ConflictException last) {
        return new ConflictException(
                        "ODB-1008",
                        "Gave up after " + attempts + " attempts because the " + timeout.toMillis()
                                + " ms for all of them have passed; the last conflict: " + last.getMessage(),
                        last.oid(),
                        last.className(),
                        last.serialSeen(),
                        last.serialCommitted())
                .with(last.lostOids(), last.winner().orElse(null));
    }

    /** Whether a conflict is one of the two above: to replay a transaction around it would multiply its attempts. */
    public static boolean isGivenUp(ConflictException conflict) {
        return conflict.code().equals("ODB-1007") || conflict.code().equals("ODB-1008");
    }

    /** Something that the application declared to be a conflict, of another resource or its own. */
    public static ConflictException otherConflict(Throwable declared, Exception thrown) {
        return new ConflictException(
                        "ODB-1009",
                        "The transaction was rolled back because of a conflict outside this database: " + declared
                                + ". Run it again.",
                        0,
                        declared.getClass().getName(),
                        0,
                        0,
                        thrown)
                .with(new long[0], null);
    }
}

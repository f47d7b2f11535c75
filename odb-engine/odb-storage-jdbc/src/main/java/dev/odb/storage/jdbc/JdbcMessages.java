package dev.odb.storage.jdbc;

import dev.odb.OdbException;
import dev.odb.PackException;
import dev.odb.ReadOnlyException;
import dev.odb.StorageFailedException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageLockedException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.BranchId;
import java.time.Instant;

/** The messages of the relational storage, ODB-4300 to ODB-4339 and ODB-4346 to ODB-4399. */
final class JdbcMessages {
    private JdbcMessages() {}

    static OdbException noDataSource(String name, String found, Throwable cause) {
        return new OdbException(
                "ODB-4300",
                "There is no data source named '" + name + "', but " + found
                        + ". Give a JDBC URL, such as odb:jdbc:jdbc:postgresql://host/database, or the JNDI name of a"
                        + " data source.",
                cause);
    }

    static StorageLockedException locked(String location, String holder) {
        return new StorageLockedException(
                "ODB-4301",
                "The database '" + location + "' is open for writing in " + holder
                        + ". One process writes at a time: close it there, or open it read-only.");
    }

    static StorageFailedException nothingStored(String location, Throwable cause) {
        return new StorageFailedException(
                "ODB-4302",
                "The relational database '" + location + "' has not done what it was asked to (" + cause
                        + "). Nothing was stored. If it was stopped or cannot be reached, run the transaction again when"
                        + " it answers; the storage goes on by itself.",
                cause);
    }

    static OdbException unreadable(String location, Throwable cause) {
        return new OdbException(
                "ODB-4303",
                "The relational database '" + location + "' cannot be read (" + cause
                        + "). If it was stopped or cannot be reached, try again when it answers; nothing has to be"
                        + " opened again.",
                cause);
    }

    static StorageLockedException takenOver(String location) {
        return new StorageLockedException(
                "ODB-4304",
                "Another process has taken over the database '" + location
                        + "', because this one had not been heard of for too long. Nothing was stored. Close it here.");
    }

    static StorageFormatTooNewException tooNew(String location, int format, int newest) {
        return new StorageFormatTooNewException(
                "ODB-4305",
                "The tables in '" + location + "' have format " + format + ", the newest that this software knows is "
                        + newest + ". Nothing was changed. Use the ODB version that wrote them, or a newer one.");
    }

    static OdbException noDatabase(String location) {
        return new OdbException(
                "ODB-4306",
                "There is no object database in '" + location
                        + "' to open read-only. Check the URL, or open it for writing to create one.");
    }

    static UnknownOutcomeException unknownOutcome(String location, Throwable cause) {
        return new UnknownOutcomeException(
                "ODB-4307",
                "Whether a transaction was committed in '" + location + "' is not known: the answer was lost (" + cause
                        + ") and the database could not be asked. Close and open the database when it answers, then look"
                        + " whether the changes are there; do not simply repeat them.",
                cause);
    }

    static StorageFailedException failed(String location, Throwable cause) {
        return new StorageFailedException(
                "ODB-4308",
                "The storage '" + location + "' accepts no writes since one had an unknown outcome (" + cause
                        + "). Reading goes on. Close and open the database.",
                cause);
    }

    static StorageFailedException undecided(String location, BranchId branch, Throwable cause) {
        return new StorageFailedException(
                "ODB-4309",
                "Whether branch " + branch + " in '" + location + "' was decided is not known: the answer was lost ("
                        + cause + "). Close and open the database; if the branch is listed then, decide it again.",
                cause);
    }

    static PackException cannotPack(String location) {
        return new PackException(
                "ODB-4310",
                "The relational storage '" + location
                        + "' cannot be packed yet; nothing was changed. A copy of it in a file can.");
    }

    static ReadOnlyException readOnly(String location) {
        return new ReadOnlyException(
                "ODB-4311", "The database '" + location + "' was opened read-only. Open it for writing to change it.");
    }

    static OdbException notMade(String location, Throwable cause) {
        return new OdbException(
                "ODB-4312",
                "The database '" + location + "' cannot be opened (" + cause
                        + "). Check that it can be reached, that the JDBC driver is on the class path, and that the user may"
                        + " create tables in the current schema.",
                cause);
    }

    static OdbException otherProduct(String location, String product) {
        return new OdbException(
                "ODB-4313",
                "'" + location + "' is " + product
                        + ", which the relational storage does not know. Use PostgreSQL or H2.");
    }

    static String lateLease(String location, Instant expired, Throwable cause) {
        return "ODB-4314: This process could not tell the database '" + location + "' that it is alive (" + cause
                + "). Another process may open it for writing after " + expired + ". Check the connection.";
    }

    static OdbException incompleteCopy(String location) {
        return new OdbException(
                "ODB-4346",
                "In '" + location
                        + "' is a copy of a database that was not completed. Copy again, which begins by removing"
                        + " it; or drop the tables whose names begin with odb_.");
    }

    static StorageLockedException copyUnderWay(String location) {
        return new StorageLockedException(
                "ODB-4347",
                "In '" + location
                        + "' another process is making a copy of a database, or was until a moment ago. If it has"
                        + " died, copy again in a minute; otherwise name another schema.");
    }

    static String copyNotRemoved(String location, Throwable cause) {
        return "ODB-4348: What was copied into '" + location + "' could not be removed (" + cause
                + "). It is no database that could be opened. The next copy to there removes it, or drop the tables whose"
                + " names begin with odb_.";
    }
}

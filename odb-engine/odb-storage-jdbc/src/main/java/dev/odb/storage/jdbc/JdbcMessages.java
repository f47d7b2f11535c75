package dev.odb.storage.jdbc;

import dev.odb.ObjectNotFoundException;
import dev.odb.OdbException;
import dev.odb.PackException;
import dev.odb.ReadOnlyException;
import dev.odb.StorageFailedException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageLockedException;
import dev.odb.StorageUnreachableException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.storage.BranchId;
import dev.odb.spi.ShownUrl;
import java.sql.SQLException;
import java.time.Instant;

/** The messages of the relational storage, ODB-4300 to ODB-4339 and ODB-4346 to ODB-4399. */
final class JdbcMessages {
    private JdbcMessages() {}

    static OdbException notADataSource(String name, String found) {
        return new OdbException(
                "ODB-4300",
                "'" + name + "' in JNDI is no data source, but " + found
                        + ". Give a JDBC URL, such as odb:jdbc:jdbc:postgresql://host/database, or the JNDI name of a"
                        + " data source.");
    }

    static StorageUnreachableException noDataSource(String name, Throwable cause) {
        return new StorageUnreachableException(
                "ODB-4350",
                "There is no data source named '" + name + "' in JNDI (" + cause
                        + "). Check the name; a server that is starting may not have it yet. To open a JDBC URL write"
                        + " odb:jdbc:jdbc:..., such as odb:jdbc:jdbc:postgresql://host/database.",
                cause);
    }

    static OdbException noDriver(String url) {
        return new OdbException(
                "ODB-4352",
                "There is no JDBC driver for '" + url
                        + "'. Put its jar on the class path; the command line takes it with"
                        + " --driver, and in a server use the JNDI name of a data source.");
    }

    static StorageUnreachableException noAnswer(String location, Throwable cause) {
        return new StorageUnreachableException(
                "ODB-4351",
                "The relational database '" + location + "' gives no connection (" + cause
                        + "). If it is not running, start it; else look at its address, at the network, and at the pool of"
                        + " the data source.",
                cause);
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

    static StorageLockedException fenced(String location) {
        return new StorageLockedException(
                "ODB-4304",
                "Another process has taken this one for dead and shut it out of the database '" + location
                        + "', because it had not been heard of for too long. Nothing was stored. Reading goes on; close and"
                        + " open the database to write again.");
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

    static ReadOnlyException readOnly(String location) {
        return new ReadOnlyException(
                "ODB-4311", "The database '" + location + "' was opened read-only. Open it for writing to change it.");
    }

    static OdbException notMade(String location, Throwable cause) {
        // a driver that takes no user before a host may quote the password as a part of the host
        String why = location.contains(ShownUrl.HIDDEN) ? cause.getClass().getName() : cause.toString();
        return new OdbException(
                "ODB-4312",
                "The database '" + location + "' cannot be opened (" + why
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

    static OdbException noAdministrator(String location, SQLException cause) {
        return new OdbException(
                "ODB-4316",
                "'" + location
                        + "' is an H2 database, and the user that it is opened as is no administrator of it. Only one may"
                        + " keep H2 from answering with older results. Sign on as an administrator: GRANT it with ALTER USER"
                        + " ... ADMIN TRUE.",
                cause);
    }

    static PackException packedElsewhere(String location, String process) {
        return new PackException(
                "ODB-4330",
                "'" + location + "' is being packed by " + process
                        + ". One process packs at a time: wait until that pack has ended, or cancel it there.");
    }

    static PackException packFailed(String location, Throwable cause) {
        return new PackException(
                "ODB-4331",
                "The pack of '" + location + "' has ended and changed nothing (" + cause.getMessage()
                        + "). Pack again when the relational database answers.",
                cause);
    }

    static PackException packUnfinished(String location, Throwable cause) {
        return new PackException(
                "ODB-4332",
                "The pack of '" + location + "' has ended while it removed what it had decided to ("
                        + cause.getMessage()
                        + "). What is left is read by nobody and takes space only; the next pack removes it.",
                cause);
    }

    static PackException packTakenOver(String location) {
        return new PackException(
                "ODB-4333",
                "The pack of '" + location
                        + "' has ended, because this process had not been heard of for too long and another one packs it now."
                        + " Nothing is lost; there is nothing to do here.");
    }

    static ObjectNotFoundException removedTarget(long oid, long target) {
        return new ObjectNotFoundException(
                "ODB-4334",
                "Object " + oid + " refers to object " + target
                        + ", which a pack of another process has removed since nothing referred to it. Nothing was stored; make"
                        + " a new object in its place.");
    }

    static ObjectNotFoundException removedWrite(long oid) {
        return new ObjectNotFoundException(
                "ODB-4335",
                "Object " + oid
                        + " was changed, and a pack of another process has removed it since nothing referred to it. Nothing was"
                        + " stored; make a new object in its place.");
    }

    static String lateBeat(String location, Instant expired, Throwable cause) {
        return "ODB-4314: This process could not tell the database '" + location + "' that it is alive (" + cause
                + "). Others may take it for dead after " + expired + ". Check the connection.";
    }

    static String removed(String location, ProcessName process, String opened, String expired) {
        return "ODB-4315: " + process + ", which opened the database '" + location + "' at " + opened
                + ", is gone or has not been heard of until " + expired
                + ", and is shut out now. Its prepared branches stay; they are decided when its node is started again.";
    }

    static String sameNode(String location, String node, String other) {
        return "ODB-4353: This process and " + other + " share the database '" + location
                + "' and have transaction managers of one node identifier, '" + node
                + "': each would roll back what the other one has prepared. Give each server its own, in WildFly the"
                + " attribute node-identifier of the subsystem transactions, and start it again. Until then this one recovers only"
                + " branches that it has prepared itself.";
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

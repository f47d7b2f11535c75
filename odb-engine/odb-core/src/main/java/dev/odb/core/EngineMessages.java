package dev.odb.core;

import dev.odb.DatabaseStatistics.Transactions;
import dev.odb.HistoryPackedException;
import dev.odb.NoTransactionException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbException;
import dev.odb.Outcome;
import dev.odb.PackException;
import dev.odb.SignOnException;
import dev.odb.StorageLockedException;
import dev.odb.TransactionFailedException;
import dev.odb.core.storage.Tids;
import dev.odb.spi.ShownUrl;
import java.time.Instant;
import java.util.UUID;

/** The messages of the engine's entry, ODB-3900 to ODB-3999, ODB-3860 and ODB-3861. */
final class EngineMessages {
    private EngineMessages() {}

    static OdbException closed(String location) {
        return new NoTransactionException(
                "ODB-3901", "The database at " + location + " has been closed; open it again.");
    }

    static OdbException badPath(String url, Throwable cause) {
        return new OdbException(
                "ODB-3905",
                "The URL '" + ShownUrl.of(url)
                        + "' names no folder. Give one, such as odb:file:data/issues; a relative one begins at the"
                        + " working directory of the process.",
                cause);
    }

    static OdbException badOverlay(String url, String why) {
        return new OdbException(
                "ODB-3860",
                "The URL '" + ShownUrl.of(url) + "' names no overlay: " + why + ". It looks like " + OverlayUrl.FORM
                        + "; the base is read and never written, and all changes go to the folder or into memory.");
    }

    static OdbException noStorage(String url) {
        return new OdbException(
                "ODB-3861",
                "There is no storage for the URL '" + ShownUrl.of(url) + "'. There are " + Storages.urlForms()
                        + "; tables need odb-storage-jdbc on the class path.");
    }

    static OdbException sameIdentity(String location, UUID database, String other) {
        if (other.equals(location)) {
            return new StorageLockedException(
                    "ODB-3906",
                    "The database '" + location
                            + "' is open already in this process. Use that one, or close it first.");
        }
        return new StorageLockedException(
                "ODB-3904",
                "The database at " + location + " has the identity " + database + " of the one at " + other
                        + ", which is open in this process; it looks like a copy. Close the other one first, or open this"
                        + " one read-only.");
    }

    static OdbException branchOver(boolean rollbackOnly) {
        return new NoTransactionException(
                "ODB-3902",
                rollbackOnly
                        ? "The transaction was marked rollback-only and has been rolled back."
                        : "The transaction is over already.");
    }

    static OdbException endedFromOutside(String call) {
        return new NoTransactionException(
                "ODB-3903",
                call + "() is for connections of ObjectDatabase.connect(); this transaction is ended by whoever began"
                        + " it: transact() or the transaction manager.");
    }

    static OdbException failedBefore(Throwable first) {
        return new TransactionFailedException(
                "ODB-3970",
                "The transaction has failed before and its changes are lost; call rollback() to go on with a new one. It"
                        + " failed with: " + first.getMessage(),
                first);
    }

    static OdbException rollbackOnly() {
        return new TransactionFailedException(
                "ODB-3971",
                "The transaction was marked by setRollbackOnly() and cannot be committed; roll it back.",
                null);
    }

    static OdbException insideAction(String call) {
        return new NoTransactionException(
                "ODB-3972",
                call + "() was called by an action that runs at the end of the same connection's transaction. Let the"
                        + " action return; use another connection for another transaction.");
    }

    static String actionFailed(Outcome outcome) {
        return "ODB-3973: An action after completion failed; the transaction's outcome stays " + outcome + ".";
    }

    // for the log

    static String opened(String location, boolean readOnly, long lastTid) {
        return "ODB-3910: The database at " + location + " is open" + (readOnly ? ", read-only" : "")
                + (lastTid == 0
                        ? "."
                        : "; its newest transaction is " + lastTid + " of " + Tids.instant(lastTid) + ".");
    }

    static String inDoubt(String location, int branches, Instant oldest) {
        return "ODB-3911: In the database at " + location + " are " + branches
                + " branches of an earlier process that were prepared and not decided, the oldest since " + oldest
                + ". They hold their objects until the recovery of their transaction manager has decided them.";
    }

    static String closedNow(String location, Transactions transactions) {
        return "ODB-3912: The database at " + location + " is closed, after " + transactions.committed()
                + " transactions committed, " + transactions.readOnly() + " without anything to store, "
                + transactions.rolledBack() + " rolled back, " + transactions.unknown() + " of unknown outcome.";
    }

    static OdbException future(String moment, String newest) {
        return new OdbException(
                "ODB-3940",
                "The database cannot be read as of " + moment + ", which is in the future; the newest transaction is "
                        + newest + ".");
    }

    static OdbException beforeTheBeginning(String moment, String location) {
        return new OdbException(
                "ODB-3941",
                "The database at " + location + " cannot be read as of " + moment
                        + ", because it did not exist then. The last of undoLog() is its first transaction.");
    }

    static PackException packCancelled(String location, Throwable cause) {
        return new PackException(
                "ODB-3963",
                "The pack of '" + location + "' was cancelled and has changed nothing (" + cause.getMessage() + ").",
                cause);
    }

    static HistoryPackedException packedAway(String moment, String location, String packed) {
        return new HistoryPackedException(
                "ODB-3964",
                "The database at " + location + " cannot be read as of " + moment + ", because it was packed to "
                        + packed + ". Ask for that moment or a later one.");
    }

    static ObjectNotFoundException noHistory(long oid) {
        return new ObjectNotFoundException(
                "ODB-3942",
                "No object " + oid + " was ever stored here, so it has no history. Take the oid from oid().");
    }

    static IllegalArgumentException negative(String call, int first, int second) {
        return new IllegalArgumentException("ODB-3943: " + call + " was asked for " + first + ", " + second
                + "; numbers of entries must not be negative.");
    }

    static SignOnException signOnRefused(String location) {
        return new SignOnException(
                "ODB-3930",
                "The database at " + location + " requires a user and has refused the sign-on. Give the name and the"
                        + " password of one of its users; 'odb users' manages them.");
    }

    static IllegalArgumentException badUser() {
        return new IllegalArgumentException(
                "ODB-3931: A user needs a name that is not blank and a password that is not empty.");
    }

    static OdbException notUsers(String location) {
        return new OdbException(
                "ODB-3932",
                "The root '" + Users.ROOT + "' of the database at " + location
                        + " holds no users but something else, so"
                        + " nobody can sign on. Undo the transaction that stored it, or restore a backup.");
    }

    static IllegalArgumentException reservedProperty(String key) {
        return new IllegalArgumentException(
                "ODB-3965: Properties of transactions whose keys begin with 'odb.', such as '" + key
                        + "', are the database's own. Use another key.");
    }

    static OdbException notInDoubt(String branch, String location) {
        return new OdbException(
                "ODB-3980",
                "No branch " + branch + " is in doubt in '" + location
                        + "': it was decided, or never prepared here. branchesInDoubt() lists those that are.");
    }

    static OdbException noBranchName(String branch, Throwable cause) {
        return new OdbException(
                "ODB-3981",
                "'" + branch + "' names no branch. Take the id of one that branchesInDoubt() lists, such as"
                        + " 131077:0a0b0c:01.",
                cause);
    }

    static OdbException stillInDoubt(String branch, String location) {
        return new OdbException(
                "ODB-3982",
                "Branch " + branch + " of '" + location
                        + "' is in doubt and cannot be forgotten before it is decided. Let"
                        + " its transaction manager recover, or commit it or roll it back by hand.");
    }

    static OdbException notDecidedByHand(String branch, String location) {
        return new OdbException(
                "ODB-3983",
                "There is nothing to forget about branch " + branch + " of '" + location
                        + "': nobody has decided it by hand, or that was forgotten already.");
    }
}

package dev.odb.core.storage;

import dev.odb.CorruptStorageException;
import dev.odb.HistoryPackedException;
import dev.odb.OdbException;
import dev.odb.PackException;
import dev.odb.ReadOnlyException;
import dev.odb.StorageFailedException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageFormatTooOldException;
import dev.odb.StorageFullException;
import dev.odb.StorageLockedException;
import dev.odb.UnknownOutcomeException;

/** The messages of the storages, ODB-4000 to ODB-4999. */
public final class StorageMessages {
    private StorageMessages() {}

    /** Another process has the folder. */
    public static StorageLockedException lockedByProcess(String folder, String owner, Throwable cause) {
        return new StorageLockedException(
                "ODB-4001",
                "The database in '" + folder + "' is in use by another process (" + owner
                        + "). Stop that process, or open the database read-only.",
                cause);
    }

    /** This process has the folder. */
    public static StorageLockedException lockedHere(String folder, String since) {
        return new StorageLockedException(
                "ODB-4002",
                "The database in '" + folder + "' is open in this process already (since " + since
                        + "), perhaps by a second adapter or data source. Let both use the same one, or close the"
                        + " first.");
    }

    /** Older than this software reads. */
    public static StorageFormatTooOldException tooOld(String file, int version, int oldest) {
        return new StorageFormatTooOldException(
                "ODB-4003",
                "File '" + file + "' has format version " + version + ", the oldest that this software reads is "
                        + oldest
                        + ". Nothing was changed. Run 'java -jar odb-tools.jar recover <folder> <new folder>' of"
                        + " an ODB version that reads both: it writes everything into a new folder in its own format.");
    }

    /** Newer than this software reads. */
    public static StorageFormatTooNewException tooNew(String file, int version, int newest) {
        return new StorageFormatTooNewException(
                "ODB-4004",
                "File '" + file + "' has format version " + version + ", the newest that this software reads is "
                        + newest + ". Nothing was changed. " + newerOne());
    }

    /** Compressed by what this software does not know. */
    public static StorageFormatTooNewException unknownCompression(String file, int algorithm) {
        return new StorageFormatTooNewException(
                "ODB-4200",
                "File '" + file + "' has records that are compressed by algorithm " + algorithm
                        + ", which this software does not know. Nothing was changed. " + newerOne());
    }

    private static String newerOne() {
        return "Use the ODB version that wrote it, or a newer one; 'java -jar odb-tools.jar verify <folder>' of that"
                + " version shows whether it reads the database.";
    }

    /** Damage that stands before the end of the log. */
    public static CorruptStorageException damagedLog(String folder, String where, String what, String affected) {
        return new CorruptStorageException(
                "ODB-4005",
                "Damage in " + where + " of '" + folder + "': " + what + ". Affected: " + affected
                        + ". The database can be opened read-only. " + verify(folder) + " lists all damage; "
                        + recover(folder) + " salvages what is not damaged into a new folder.");
    }

    private static String verify(String folder) {
        return "'java -jar odb-tools.jar verify " + folder + "'";
    }

    private static String recover(String folder) {
        return "'java -jar odb-tools.jar recover " + folder + " <new folder>'";
    }

    /** One record cannot be read. */
    public static CorruptStorageException damagedRecord(
            String folder, String where, String what, long oid, Throwable cause) {
        return new CorruptStorageException(
                "ODB-4006",
                "The record of object " + oid + " in " + where + " of '" + folder + "' cannot be read: " + what
                        + ". Affected: that object alone. " + verify(folder) + " lists all such records; "
                        + recover(folder) + " makes a database without them.",
                cause);
    }

    /** A file does not belong to this database, or one is missing. */
    public static CorruptStorageException wrongFile(String folder, String file, String what) {
        return new CorruptStorageException(
                "ODB-4007",
                "File '" + file + "' of '" + folder + "' " + what + ", at offset 0. Affected: all that stood in it. Put"
                        + " the database's own files back, all of them from one time. If they are lost, "
                        + recover(folder) + " salvages what is in the others into a new folder.");
    }

    /** A commit did not fit. */
    public static StorageFullException full(String location, long bytes, Throwable cause) {
        return new StorageFullException(
                "ODB-4008",
                "There was no space for " + bytes + " more bytes in '" + location + "' (" + cause
                        + "). Nothing was stored and prepared branches can still be committed; make space and try"
                        + " again.",
                cause);
    }

    /** Writes are refused since an earlier one failed. */
    public static StorageFailedException failed(String location, Throwable cause) {
        return new StorageFailedException(
                "ODB-4009",
                "The storage '" + location + "' accepts no writes since one failed (" + cause
                        + "). Reading goes on. Check the disk, then close and open the database again.",
                cause);
    }

    /** Nobody knows whether a one-phase commit is on disk. */
    public static UnknownOutcomeException unknownOutcome(String location, long tid, Throwable cause) {
        return new UnknownOutcomeException(
                "ODB-4010",
                "Whether transaction " + tid + " is durable in '" + location + "' is not known: it was written, and"
                        + " forcing it to disk failed (" + cause + "). Close and open the database, then look whether"
                        + " its changes are there; do not simply repeat it.",
                cause);
    }

    /** A decision could not be written. */
    public static StorageFailedException undecided(String location, BranchId branch, Throwable cause) {
        return new StorageFailedException(
                "ODB-4011",
                "The decision on branch " + branch + " could not be written to '" + location + "' (" + cause
                        + "). The branch stays prepared; check the disk and decide again.",
                cause);
    }

    /** Write to a read-only storage. */
    public static ReadOnlyException readOnly(String location) {
        return new ReadOnlyException(
                "ODB-4012", "The storage '" + location + "' was opened read-only. Open it for writing to change it.");
    }

    /** Bigger than one entry can be. */
    public static OdbException tooLarge(long oid, long bytes, long limit) {
        return new OdbException(
                "ODB-4013",
                "The record of object " + oid + " takes " + bytes + " bytes, more than the " + limit
                        + " that one object can have. Divide it into several objects.");
    }

    /** Nothing to open read-only. */
    public static OdbException noDatabase(String folder) {
        return new OdbException(
                "ODB-4014",
                "There is no database in '" + folder + "' to open read-only. Check the path, or open it for writing to"
                        + " create one.");
    }

    /** The folder cannot be used. */
    public static OdbException cannotOpen(String folder, Throwable cause) {
        return new OdbException(
                "ODB-4015",
                "The database folder '" + folder + "' cannot be opened (" + cause
                        + "). Check that it exists and that this process may read and write it.",
                cause);
    }

    /** Not an error: the end of the log was moved to side files. */
    public static String tornTail(String where, long bytes, String sideFiles) {
        return "ODB-4016: The log ended in " + bytes + " bytes that were never acknowledged, from " + where
                + " on, as after a crash. They were moved to " + sideFiles + " and the database is complete without"
                + " them; the files can be deleted.";
    }

    /** A warning: the newest transaction is later than the clock. */
    public static String clockBehind(String location, String newest) {
        return "ODB-4017: The newest transaction in '" + location + "' is of " + newest
                + ", later than this computer's clock. New transactions are numbered after it; check the clock.";
    }

    /** A warning: opened read-only in spite of damage. */
    public static String openedDamaged(String damage) {
        return "ODB-4018: Opened read-only in spite of damage, so some objects may be missing or older than they were. "
                + damage;
    }

    /** Nothing to verify or to recover. */
    public static OdbException nothingToCheck(String folder) {
        return new OdbException(
                "ODB-4120",
                "There is no database in '" + folder + "': it has no file named log-*.odb. Check the path.");
    }

    /** The salvaged database needs a place of its own. */
    public static OdbException targetOccupied(String target, String what) {
        return new OdbException(
                "ODB-4121",
                "The database cannot be recovered into '" + target + "': " + what
                        + ". Nothing was done; name a folder that is empty or does not exist.");
    }

    /** The salvaged database cannot be written. */
    public static OdbException notRecovered(String target, String unfinished, Throwable cause) {
        return new OdbException(
                "ODB-4122",
                "The database could not be recovered into '" + target + "' (" + cause
                        + "). The damaged one is unchanged. What was written so far is in '" + unfinished
                        + "', which is no complete database; recovering again removes it.",
                cause);
    }

    /** A warning: the saved index is as old as before. */
    public static String indexNotSaved(String location, Throwable cause) {
        return "ODB-4100: The index of '" + location + "' could not be saved (" + cause
                + "). Nothing is lost, only the next open takes longer; it is tried again. Check the disk and its"
                + " space.";
    }

    /** A warning: a saved index was of no use. */
    public static String indexUnusable(String file, String location, String why) {
        return "ODB-4101: The saved index '" + file + "' in '" + location + "' is not used: " + why
                + ". It has nothing that the log does not have: an older one is used, or the whole log is read. If"
                + " nobody has put files of other times or places there, check the disk.";
    }

    /** A warning: a page of the saved index cannot be read. */
    public static String indexPageDamaged(String file, Throwable cause) {
        return "ODB-4102: The index in " + file + " is damaged (" + cause
                + "). It has nothing that the log does not have, and is built again by reading that, which may take a"
                + " while. Check the disk.";
    }

    /** The index is damaged and so is what it is made from. */
    public static CorruptStorageException indexLost(String file, Throwable cause) {
        return new CorruptStorageException(
                "ODB-4103",
                "The index in " + file + " is damaged and cannot be built again, since the log is damaged, too ("
                        + cause.getMessage()
                        + "). Objects that were not used since the database was opened cannot be found. Close it;"
                        + " 'java -jar odb-tools.jar recover <folder> <new folder>' salvages what is not damaged into a new folder.",
                cause);
    }

    /** What a transaction put aside cannot be written. */
    public static StorageFullException spillFull(String location, long bytes, Throwable cause) {
        return new StorageFullException(
                "ODB-4460",
                "A transaction of '" + location + "' could not put aside " + bytes + " bytes of changed objects ("
                        + cause + "). Nothing was stored; roll the transaction back, make space and repeat it.",
                cause);
    }

    /** What a transaction put aside cannot be read. */
    public static CorruptStorageException spillUnreadable(String location, long position, Throwable cause) {
        return new CorruptStorageException(
                "ODB-4461",
                "What a transaction of '" + location + "' had put aside cannot be read at offset " + position
                        + " of its temporary file (" + cause
                        + "). Nothing was stored; roll the transaction back and repeat it. Check the disk.",
                cause);
    }

    /** A warning: a temporary file is still there. */
    public static String spillLeft(String location, Throwable cause) {
        return "ODB-4462: A temporary file of '" + location + "' could not be removed (" + cause
                + "). Opening the database again removes it.";
    }

    /** The list of what a transaction verifies is too long. */
    public static OdbException tooManyChecks(int checks, long limit) {
        return new OdbException(
                "ODB-4463",
                "The transaction verifies that " + checks + " objects have not changed, more than the " + limit
                        + " that one transaction can. Commit in smaller steps.");
    }

    /** The content of a blob could not be made durable. */
    public static StorageFullException contentNotStored(String location, long oid, Throwable cause) {
        return new StorageFullException(
                "ODB-4500",
                "The content of blob " + oid + " could not be stored in '" + location + "' (" + cause
                        + "). Nothing of the transaction was stored; make space, then write the blob again.",
                cause);
    }

    /** The content of a blob is not what was written. */
    public static CorruptStorageException damagedContent(String file, String what, long oid) {
        return new CorruptStorageException(
                "ODB-4501",
                "The content of blob " + oid + " in '" + file + "' is damaged: " + what
                        + ". Other objects are not affected; put the file back from a backup, or write the blob again.");
    }

    /** One at a time. */
    public static PackException packRuns(String location) {
        return new PackException(
                "ODB-4480",
                "'" + location + "' is being packed already. Wait until that pack has ended, or cancel it.");
    }

    /** Something that must be read for a pack is damaged. */
    public static PackException packUnreadable(String location, Throwable cause) {
        return new PackException(
                "ODB-4481",
                "The pack of '" + location + "' has ended and changed nothing, because it cannot read what is stored ("
                        + cause.getMessage()
                        + "). " + verify(location)
                        + " lists all such damage; restore a backup, or salvage the rest with "
                        + recover(location) + ".",
                cause);
    }

    /** What stays could not be written. */
    public static PackException packUnwritable(String location, Throwable cause) {
        return new PackException(
                "ODB-4482",
                "The pack of '" + location + "' has ended and changed nothing, because it could not write (" + cause
                        + "). Until it ends it needs as much space again as what stays takes; make space and pack"
                        + " again.",
                cause);
    }

    /** Iteration was overtaken by a pack. */
    public static HistoryPackedException packedMeanwhile(long oid, long tid, String location) {
        return new HistoryPackedException(
                "ODB-4483",
                "What transaction " + tid + " wrote of object " + oid + " is no longer in '" + location
                        + "': it was packed after the transaction had been listed. List the transactions again.");
    }

    /** Somebody has decided in the transaction manager's place. */
    public static DecidedByHandException decidedByHand(String location, HeuristicDecision decision) {
        return new DecidedByHandException(
                "ODB-4210",
                "Branch " + decision.id() + " of '" + location + "' was " + outcome(decision) + " by hand at "
                        + decision.decided()
                        + ". That cannot be taken back; what is left to do is to forget the branch, when"
                        + " its transaction manager has been told or will never ask.",
                decision);
    }

    private static String outcome(HeuristicDecision decision) {
        return decision.committed() ? "committed, as transaction " + decision.tid() + "," : "rolled back";
    }

    /** A version cannot be stored under that name. */
    public static OdbException badVersionName(String name) {
        return new OdbException(
                "ODB-4220",
                "'" + name + "' cannot be the name of a version: it may take up to " + Lineage.LONGEST_VERSION
                        + " bytes in UTF-8 and have no control characters. Choose another name.");
    }
}

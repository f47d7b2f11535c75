package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageFullException;
import dev.odb.StorageLockedException;
import java.util.UUID;

/** The messages of backups and restores, ODB-4150 to ODB-4199. */
final class BackupMessages {
    private BackupMessages() {}

    static CorruptStorageException damaged(String chain, String what, Throwable cause) {
        return new CorruptStorageException(
                "ODB-4150",
                "The backup in '" + chain + "' is damaged: " + what
                        + ". 'odb backup --verify' lists what is damaged in each chain; make a new one with 'odb backup"
                        + " --full' while the database is there, and restore from another chain with '--chain'.",
                cause);
    }

    static StorageFormatTooNewException tooNew(String file, int version, int newest) {
        return new StorageFormatTooNewException(
                "ODB-4151",
                "The backup's file '" + file + "' has format version " + version
                        + ", the newest that this software reads is " + newest
                        + ". Use the ODB version that made it.");
    }

    static OdbException noBackup(String folder) {
        return new OdbException(
                "ODB-4152",
                "There is no complete backup in '" + folder
                        + "'. Check the path; 'odb backup <database folder> <backup folder>' makes one.");
    }

    static OdbException otherDatabase(String folder, UUID there, String source, UUID database) {
        return new OdbException(
                "ODB-4153",
                "The backups in '" + folder + "' are of database " + there + ", and '" + source + "' is database "
                        + database + ". Use another backup folder for it.");
    }

    static CorruptStorageException sourceDamaged(String source, String what, Throwable cause) {
        return new CorruptStorageException(
                "ODB-4154",
                "The database in '" + source + "' is damaged, so no backup of it was made (" + what
                        + "). Earlier backups are as they were. 'odb verify " + source + "' lists the damage.",
                cause);
    }

    static OdbException notWritten(String folder, Throwable cause) {
        return new StorageFullException(
                "ODB-4155",
                "The backup could not be made in '" + folder + "' (" + cause
                        + "). Earlier backups are as they were. Check space and rights there, then make it again.",
                cause);
    }

    static OdbException overtaken(String source, int attempts, Throwable cause) {
        return new OdbException(
                "ODB-4156",
                "The backup of '" + source + "' was begun " + attempts + " times, and each time " + cause.getMessage()
                        + " before it ended. Earlier backups are as they were. Make it again when nothing packs.",
                cause);
    }

    static OdbException outside(String folder, String moment, String known) {
        return new OdbException(
                "ODB-4157",
                "No backup in '" + folder + "' has the state of " + moment + ". They have: " + known
                        + ". Ask for one of these moments, or leave '--to' out for the newest.");
    }

    static OdbException occupied(String target, String what) {
        return new OdbException(
                "ODB-4158",
                "Nothing was restored into '" + target + "': " + what
                        + ". Name a folder that is empty or does not exist, or restore in place with '--in-place'.");
    }

    static OdbException otherInPlace(String target, UUID there, UUID database) {
        return new OdbException(
                "ODB-4159",
                "Nothing was restored into '" + target + "': database " + there + " is there, and the backup is of "
                        + database + ". In place means over the same database; name another folder without"
                        + " '--in-place'.");
    }

    static OdbException originalThere(String target, String original) {
        return new OdbException(
                "ODB-4160",
                "Nothing was restored into '" + target + "': the database itself is still in '" + original
                        + "', and two databases with one identity must not be in use. Restore in place there, or leave"
                        + " '--in-place' out for a database of its own.");
    }

    /** A folder into which a restore was putting its files. */
    static StorageLockedException unfinished(String folder) {
        return new StorageLockedException(
                "ODB-4161",
                "A restore into '" + folder
                        + "' was interrupted, so what is there is not whole. Run 'odb restore' for it"
                        + " again; what stood there before is in its folder 'before-restore-...'.");
    }

    static OdbException notRestored(String target, Throwable cause) {
        return new StorageFullException(
                "ODB-4162",
                "The restore into '" + target + "' could not be written (" + cause
                        + "). Check space and rights there, then run it again.",
                cause);
    }

    static OdbException differs(String target, long tid) {
        return new OdbException(
                "ODB-4163",
                "What was restored for '" + target + "' is not what the backup has, first in transaction " + tid
                        + ". It was removed. Check the disk and restore again.");
    }

    static OdbException sameFolder(String folder) {
        return new OdbException(
                "ODB-4164",
                "'" + folder
                        + "' cannot be backup folder and database at once. Name a folder outside of the database.");
    }

    static OdbException unreadable(String folder, Throwable cause) {
        return new OdbException(
                "ODB-4165",
                "The backups in '" + folder + "' cannot be read (" + cause + "). Check the path and the rights.",
                cause);
    }
}

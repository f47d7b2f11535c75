package dev.odb.core.copy;

import dev.odb.CopyFailedException;
import dev.odb.ImportException;
import dev.odb.ObjectNotFoundException;
import dev.odb.StorageFormatTooNewException;

/** The messages of copies, exports and imports, ODB-3950 to ODB-3959. */
public final class CopyMessages {
    private CopyMessages() {}

    /** There is something where the copy should go. */
    public static CopyFailedException occupied(String target, String what) {
        return new CopyFailedException(
                "ODB-3950",
                "The database cannot be copied to '" + target + "': " + what
                        + ". Name a folder that is empty or does not exist, a schema without a database, or a database in"
                        + " memory that is not open.",
                null);
    }

    static CopyFailedException interrupted(String source, String target) {
        return new CopyFailedException(
                "ODB-3951",
                "The thread was interrupted while it copied the database at " + source + " to '" + target
                        + "'. The copy was given up and nothing is left of it; copy again.",
                null);
    }

    static CopyFailedException different(String target, long tid, String how) {
        return new CopyFailedException(
                "ODB-3952",
                "The copy in '" + target + "' is not the same as its original: of transaction " + tid + " " + how
                        + ". It was removed. Check the disk, and copy again.",
                null);
    }

    /** It could not be put into its place. */
    public static CopyFailedException notFinished(String target, Throwable cause) {
        return new CopyFailedException(
                "ODB-3953",
                "The copy of the database could not be made in '" + target + "' (" + cause
                        + "). Nothing is left of it; check the disk, and that this process may write there.",
                cause);
    }

    static ObjectNotFoundException neverStored(long oid) {
        return new ObjectNotFoundException(
                "ODB-3954",
                "Object " + oid
                        + " cannot be exported, because it was not stored when this transaction began. Commit it"
                        + " first.");
    }

    static ImportException notImported(long position, String what, Throwable cause) {
        return new ImportException(
                "ODB-3955",
                "This cannot be imported; after " + position + " bytes: " + what
                        + (cause == null ? "" : " (" + cause + ")")
                        + ". Nothing was imported. Take the file as exportTo() wrote it, or export again.",
                cause);
    }

    static StorageFormatTooNewException newerExport(int version, int newest) {
        return new StorageFormatTooNewException(
                "ODB-3956",
                "The export has format version " + version + ", the newest that this software reads is " + newest
                        + ". Import it with the ODB version that made it.");
    }
}

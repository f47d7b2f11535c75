package dev.odb.core.copy;

import dev.odb.CopyFailedException;

/** The messages of copies, ODB-3950 to ODB-3954. */
public final class CopyMessages {
    private CopyMessages() {}

    /** There is something where the copy should go. */
    public static CopyFailedException occupied(String target, String what) {
        return new CopyFailedException(
                "ODB-3950",
                "The database cannot be copied to '" + target + "': " + what
                        + ". Name a folder that is empty or does not exist, or a database that is not open.",
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
                        + "). Nothing is left of it; check that this process may write there.",
                cause);
    }
}

package dev.odb;

import java.util.List;

/**
 * How far a copy of a database is.
 *
 * @param phase what it is doing
 * @param upTo the newest transaction that is copied; later commits are not
 * @param tid the last transaction that this phase is through with, 0 at its beginning
 * @param transactions how many that is
 * @param revisions how many records they have
 * @param bytes of their records and blobs
 * @param blobs how many contents of blobs
 * @param dropped the branches that were prepared and undecided; they are not copied, since whoever decides them knows the
 *     original only
 */
public record CopyReport(
        Phase phase,
        long upTo,
        long tid,
        long transactions,
        long revisions,
        long bytes,
        long blobs,
        List<String> dropped) {
    /** What a copy does, in this order. */
    public enum Phase {
        /** Transactions are read from the one and written to the other. */
        COPYING,
        /** Both are read and compared. */
        VERIFYING,
        /** The copy is complete and durable. */
        DONE
    }
}

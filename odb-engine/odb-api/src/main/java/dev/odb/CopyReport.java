package dev.odb;

import java.util.List;

/**
 * How far a copy of a database is.
 *
 * @param phase what it is doing
 * @param upTo the newest transaction that is copied; while it copies, later ones may still come along
 * @param tid the last transaction that this phase is through with, 0 at its beginning
 * @param transactions how many that is
 * @param revisions how many records they have
 * @param bytes of their records and blobs
 * @param blobs how many contents of blobs
 * @param ofTransactions of how many transactions; while it copies, more may come
 * @param ofBytes of how many bytes, 0 while it copies: how many there are is known when all are read
 * @param dropped the branches that were prepared and undecided, known when everything is copied; they are not in the copy,
 *     since whoever decides them knows the original only
 */
public record CopyReport(
        Phase phase,
        long upTo,
        long tid,
        long transactions,
        long revisions,
        long bytes,
        long blobs,
        long ofTransactions,
        long ofBytes,
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

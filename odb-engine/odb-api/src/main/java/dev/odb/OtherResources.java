package dev.odb;

/**
 * What {@link OdbConnection#undo(OtherResources, long...)} does with a transaction in which other resources took part:
 * relational rows, messages, other databases. Undo cannot reach them.
 */
public enum OtherResources {
    /** Such a transaction is not undone. */
    REFUSED,
    /** Its objects are undone; what it did elsewhere stays as it is. */
    LEFT_ALONE
}

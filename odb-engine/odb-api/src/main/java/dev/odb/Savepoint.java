package dev.odb;

/**
 * A point in a transaction to which its objects can go back. Made by {@link OdbConnection#savepoint}; for the thread of
 * its connection.
 */
public interface Savepoint {
    /**
     * Gives the objects of the transaction the state they had at the savepoint. Objects that were changed since load it
     * when they are next used; objects made since are unsaved again and keep their state. May be repeated; later savepoints
     * cannot be rolled back to any more. The snapshot does not move, and reads that count go on counting. Other resources
     * of the transaction, rows and messages, stay as they are. A stream that writes a blob is cut off.
     *
     * @throws InvalidSavepointException if an earlier savepoint was rolled back, or the transaction is over
     */
    void rollback();
}

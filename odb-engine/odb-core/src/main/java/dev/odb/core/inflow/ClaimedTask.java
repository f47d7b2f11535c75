package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import java.time.Duration;

/** A task that one consumer works on; nobody else gets it, or another one of its key, until it is ended by one of the last four. */
public interface ClaimedTask {
    /** The id that sending it gave. */
    long id();

    /** Its key, or "". */
    String key();

    /** How often it has failed before. */
    int failures();

    /**
     * Takes it out of the queue in the transaction that is to work on it; may be called in one transaction after the other if
     * they are rolled back.
     *
     * @param connection of that transaction; finds the task's class
     * @return the task, or null if it is no longer in the queue: then there is nothing to do
     */
    Object receive(OdbConnection connection);

    /** The transaction that received it has committed. */
    void delivered();

    /** It has failed and is to be taken again; remembered in a transaction of its own. */
    void retry(Duration after, Throwable reason);

    /** It has failed for good: it is put aside with the reason, for an administrator; in a transaction of its own. */
    void park(Throwable reason);

    /** Somebody else works on it, such as a branch in doubt of another server: it may be taken again after that. */
    void putOff(Duration after);

    /** It was not worked on, or whether it was is unknown: it may be taken again, if it is still in the queue. */
    void release();
}

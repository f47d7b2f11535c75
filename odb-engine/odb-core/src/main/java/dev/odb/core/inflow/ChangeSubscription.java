package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;

/** A durable subscription to the committed transactions of a database. Used by one thread at a time. */
public interface ChangeSubscription extends AutoCloseable {
    /**
     * The first committed transaction after the last one that was {@link #delivered}. Waits for one.
     *
     * @param wait how long
     * @return the same again until it is delivered; null if there was none in that time, or it or the database was closed
     * @throws dev.odb.OdbException if a pack has taken what comes next; names the tids
     */
    ChangeEvent next(Duration wait) throws InterruptedException;

    /** Moves the stored position behind a change, in the transaction that hears of it. */
    void receive(OdbConnection connection, ChangeEvent change);

    /** The transaction that received it has committed. */
    void delivered(ChangeEvent change);

    /** Wakes whoever waits. The stored position stays. */
    @Override
    void close();
}

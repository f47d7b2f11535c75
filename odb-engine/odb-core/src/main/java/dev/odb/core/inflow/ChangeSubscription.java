package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;

/**
 * A durable subscription to the committed transactions of a database. What was written in a transaction that {@link #receive
 * received} something is not told to it, only to others. Used by one thread at a time.
 */
public interface ChangeSubscription extends AutoCloseable {
    /**
     * The first committed transaction after the last one that was {@link #delivered}. Waits for one.
     *
     * @param wait how long
     * @return the same again until it is delivered; null if there was none in that time, or it or the database was closed
     * @throws dev.odb.ChangesLostException if a pack has taken what comes next, until an administrator moves the position
     * @throws dev.odb.OdbException if it was removed
     */
    ChangeEvent next(Duration wait) throws InterruptedException;

    /**
     * Moves the stored position behind a change, in the transaction that hears of it. Whoever else moves it meanwhile makes
     * that transaction lose.
     *
     * @throws dev.odb.OdbException if somebody else has moved it: nothing is to be done but to roll back and to ask for the
     *     next change
     */
    void receive(OdbConnection connection, ChangeEvent change);

    /** The transaction that received it has committed. */
    void delivered(ChangeEvent change);

    /** Wakes whoever waits. The stored position stays. */
    @Override
    void close();
}

package dev.odb.spi;

import dev.odb.ConflictException;
import java.time.Duration;
import java.util.UUID;

/** The engine's side of replay: the object locks of one database. All threads may use it. */
public interface LockDomain {
    /** The database; reservations over several are made in the order of these. */
    UUID databaseId();

    /**
     * Waits, first come first served, for exclusive locks on the objects, and until everything that was committed to them
     * is visible to a new snapshot.
     *
     * @param oids what earlier attempts lost
     * @param commitGate whether to keep all other prepares of the database waiting too
     * @throws ConflictException if the time passes or waiting would never end
     */
    Reservation reserve(long[] oids, boolean commitGate, Duration timeout);

    /** A transaction that had lost objects here has lost its last attempt too. */
    default void exhausted() {}

    /** Locks held for the next attempt, until a transaction takes them over or they are closed. */
    interface Reservation extends AutoCloseable {
        /** Releases; repeated calls, and calls after a transaction took it over, do nothing. */
        @Override
        void close();

        /** Marks it as taken over; the transaction that does so releases it when it ends. False if it was closed. */
        boolean take();
    }
}

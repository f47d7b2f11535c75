package dev.odb.core;

import dev.odb.Isolation;
import dev.odb.OdbConnection;
import dev.odb.Outcome;
import dev.odb.core.storage.BranchId;

/**
 * One transaction on one database: a snapshot, one set of object copies, the changes. Used by one thread at a time; the
 * ending calls may come from another thread than the work. When a branch has ended its objects are detached.
 */
public interface Branch {
    /**
     * The operations for one deployment. Sessions of one branch share snapshot, objects and changes.
     *
     * @param loader resolves the names of stored classes; the application's
     * @return its {@code commit} and {@code rollback} throw, its {@code close} does nothing
     */
    OdbConnection session(ClassLoader loader);

    /**
     * The same for a deployment that asks for an isolation. The branch has the strictest that was asked for, from its first
     * read on.
     *
     * @throws dev.odb.OdbException if that is no longer possible
     */
    OdbConnection session(ClassLoader loader, Isolation isolation);

    /**
     * Has it work in another version than it was begun in; all its sessions do.
     *
     * @param version empty for the main line
     * @throws dev.odb.OdbException if something was read already
     */
    void workIn(String version);

    /** What {@link #prepare} promised. */
    enum Vote {
        /**
         * Nothing to commit; the branch is over. Its caller tells the outcome of the whole by {@link #completed}, if it
         * learns of it.
         */
        READ_ONLY,
        /** Durable until decided through {@link ManagedDatabase}. */
        PREPARED
    }

    /**
     * Runs the actions that the application has registered for before completion, in its thread and transaction. Those
     * that have not run when {@link #prepare} or {@link #commit} is called run there.
     */
    void beforeCompletion();

    /** Whether it can only be rolled back, because it was marked or the application asked for it. */
    boolean isRollbackOnly();

    /**
     * Looks whether the transaction has lost already, so that a container can roll it back before it prepares anything:
     * takes no lock and never waits. What it does not see, {@link #prepare} and {@link #commit} do.
     *
     * @throws dev.odb.ConflictException as {@link #prepare}; the branch goes on, and can only be rolled back sensibly
     */
    void detectConflict();

    /**
     * First phase. Whatever it throws, the branch is rolled back and over.
     *
     * @throws dev.odb.ConflictException if another transaction came first; also recorded in the thread's conflict scope
     */
    Vote prepare(BranchId id);

    /**
     * The only phase. Whatever it throws, the branch is over.
     *
     * @throws dev.odb.ConflictException as {@link #prepare}
     * @throws dev.odb.UnknownOutcomeException if it may or may not be durable
     */
    void commit();

    /** Gives everything up; does nothing if the branch is over. */
    void rollback();

    /** Tells the application's actions the outcome of a branch that voted {@link Vote#READ_ONLY}. */
    void completed(Outcome outcome);

    /** Makes every later use and {@link #prepare} or {@link #commit} fail; {@link #rollback} remains. Any thread. */
    void markRollbackOnly();
}

package dev.odb.ra.inflow;

import dev.odb.OdbConnection;
import javax.transaction.xa.XAResource;

/** The branch of one delivery, which the listener's own connections join. */
public interface DeliveryBranch {
    /** What the server enlists. */
    XAResource resource();

    /**
     * The operations in the branch.
     *
     * @param loader the application's
     * @throws dev.odb.OdbException if the server has not enlisted it
     */
    OdbConnection session(ClassLoader loader);

    /**
     * Looks whether it has lost already.
     *
     * @throws dev.odb.ConflictException if so
     */
    void detectConflict();

    /** Whether what it was told last at its end failed so that nobody knows what became of it. */
    boolean isInDoubt();

    /** Sees to it that it is not committed. Any thread. */
    void markRollbackOnly();
}

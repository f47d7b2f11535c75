package dev.odb.core.transaction;

import dev.odb.spi.LockDomain;

/** Locks held for a replay until its transaction takes them over. Confined to the replaying thread. */
public final class CommitReservation implements LockDomain.Reservation {
    private final LockOwner owner;
    private final Runnable release;
    private boolean over;

    CommitReservation(LockOwner owner, Runnable release) {
        this.owner = owner;
        this.release = release;
    }

    /** Who holds the locks: the transaction that took the reservation over commits as this owner. */
    public LockOwner owner() {
        return owner;
    }

    @Override
    public boolean take() {
        boolean taken = !over;
        over = true;
        return taken;
    }

    @Override
    public void close() {
        if (take()) {
            release.run();
        }
    }
}

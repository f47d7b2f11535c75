package dev.odb.core.storage.local;

import dev.odb.core.storage.StorageMessages;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One pack at a time, ended by the storage's close. Any thread. */
public final class OnePack {
    private final String location;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closing;

    /** For the storage there. */
    public OnePack(String location) {
        this.location = location;
    }

    /**
     * Runs a pack.
     *
     * @throws dev.odb.PackException if another one runs
     */
    public <T> T run(Supplier<T> pack) {
        if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
            throw StorageMessages.packRuns(location);
        }
        try {
            requireGoing();
            return pack.get();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the pack with {@link CancellationException} if the storage is being closed; packs ask now and then. */
    public void requireGoing() {
        if (closing) {
            throw new CancellationException("the storage is being closed");
        }
    }

    /** The storage closes: a running pack ends before this returns, and no other begins. */
    public void close() {
        closing = true;
        lock.lock();
        lock.unlock();
    }
}

package dev.odb.core.transaction;

import dev.odb.core.storage.Storage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Wakes those who wait for transactions to be published. A committer takes no lock while nobody waits: who waits says so
 * before it looks what is published, and a committer looks who waits afterwards. All threads may use it.
 */
public final class Publications {
    private final Storage storage;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Publications(Storage storage) {
        this.storage = storage;
    }

    /** Transactions may have been published. */
    void published() {
        if (waiting.get() > 0) {
            wake();
        }
    }

    /** Has everybody look again. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until one with a higher tid is published.
     *
     * @param over whether not to wait any longer; asked again after {@link #wake}
     * @param deadline until when, as of {@link System#nanoTime}
     * @return false if it is over or too late
     */
    public boolean await(long tid, BooleanSupplier over, long deadline) throws InterruptedException {
        waiting.incrementAndGet();
        lock.lock();
        try {
            while (!over.getAsBoolean()) {
                if (storage.lastTid() > tid) {
                    return true;
                }
                if (changed.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return storage.lastTid() > tid;
                }
            }
            return false;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }
}

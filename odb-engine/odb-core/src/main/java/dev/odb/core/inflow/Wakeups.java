package dev.odb.core.inflow;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Wakes threads that wait for news. Who waits has taken a ticket before it looked, so nothing is missed. No lock is taken
 * while nobody waits: who waits says so before it compares its ticket, and who has news looks afterwards. All threads may use
 * it.
 */
final class Wakeups {
    private final AtomicLong news = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();

    long ticket() {
        return news.get();
    }

    /** There is something to look at for one of them, who calls the next if there is more than it takes. */
    void one() {
        news.incrementAndGet();
        if (waiting.get() > 0) {
            synchronized (this) {
                notify();
            }
        }
    }

    /** There is something for each of them. */
    void all() {
        news.incrementAndGet();
        if (waiting.get() > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until there was news since the ticket was taken, or the time is over. */
    synchronized void await(long ticket, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        waiting.incrementAndGet();
        try {
            for (long left = nanos; news.get() == ticket && left > 0; left = deadline - System.nanoTime()) {
                // rounded up, not to come back too early again and again
                wait(left / 1_000_000 + 1);
            }
        } finally {
            waiting.decrementAndGet();
        }
    }
}

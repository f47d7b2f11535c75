package dev.odb.core.inflow;

/**
 * Wakes threads that wait for news. Who waits has taken a ticket before it looked, so nothing is missed; news wakes one of
 * them, which looks and calls the next if there is more than it takes. All threads may use it.
 */
final class Wakeups {
    private long news;
    private int waiting;

    synchronized long ticket() {
        return news;
    }

    /** There is something to look at. */
    synchronized void one() {
        news++;
        if (waiting > 0) {
            notify();
        }
    }

    /** There is something for each of them. */
    synchronized void all() {
        news++;
        notifyAll();
    }

    /** Waits until there was news since the ticket was taken, or the time is over. */
    synchronized void await(long ticket, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        waiting++;
        try {
            for (long left = nanos; news == ticket && left > 0; left = deadline - System.nanoTime()) {
                // rounded up, not to come back too early again and again
                wait(left / 1_000_000 + 1);
            }
        } finally {
            waiting--;
        }
    }
}

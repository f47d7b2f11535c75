package dev.odb.core.model;

import dev.odb.Persistent;
import java.util.concurrent.atomic.AtomicInteger;

/** Has a finalizer that touches its state. */
@Persistent
public class Departing {
    public static final AtomicInteger GONE = new AtomicInteger();

    public int number;
    public Departing next;

    public Departing(int number, Departing next) {
        this.number = number;
        this.next = next;
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    protected void finalize() {
        GONE.incrementAndGet();
        if (next != null) {
            number = next.number - 1;
        }
    }
}

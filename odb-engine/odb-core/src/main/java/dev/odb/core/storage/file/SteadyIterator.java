package dev.odb.core.storage.file;

import dev.odb.core.storage.CommittedTransaction;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** Iterates over transactions and goes on in the new log when a pack has replaced the one it read. One thread. */
final class SteadyIterator implements Iterator<CommittedTransaction> {
    private final Supplier<OpenLog> current;
    private final long last;
    private final Start start;
    private OpenLog used;
    private Iterator<CommittedTransaction> found;
    private CommittedTransaction ahead;
    private long next;

    /** Begins to iterate over a log. */
    @FunctionalInterface
    interface Start {
        /** The transactions from one tid to another. */
        Iterator<CommittedTransaction> in(OpenLog log, long first, long last);
    }

    SteadyIterator(Supplier<OpenLog> current, long first, long last, Start start) {
        this.current = current;
        this.last = last;
        this.start = start;
        next = first;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public CommittedTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CommittedTransaction given = ahead;
        ahead = null;
        next = given.tid() + 1;
        return given;
    }

    private CommittedTransaction read() {
        while (true) {
            OpenLog now = current.get();
            try {
                if (found == null || used != now) {
                    used = now;
                    found = start.in(used, next, last);
                }
                return found.hasNext() ? found.next() : null;
            } catch (RuntimeException e) {
                if (current.get() == used) {
                    throw e;
                }
                found = null;
            }
        }
    }
}

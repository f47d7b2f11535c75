package dev.odb.core.audit;

import dev.odb.AuditEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Entries of the trail, forwards or from the newest on. */
final class TrailReader implements Iterator<AuditEntry> {
    private final Trail trail;
    private final boolean newestFirst;
    private final Deque<AuditEntry> page = new ArrayDeque<>();
    private long first;
    private long last;

    /** Both ends inclusive. */
    TrailReader(Trail trail, long first, long last, boolean newestFirst) {
        this.trail = trail;
        this.first = first;
        this.last = last;
        this.newestFirst = newestFirst;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && first <= last) {
            fill();
        }
        return !page.isEmpty();
    }

    private void fill() {
        List<AuditEntry> found = newestFirst ? trail.pageUpTo(last) : trail.pageFrom(first);
        if (found == null) {
            // there is no other, or all were dropped meanwhile
            last = first - 1;
            return;
        }
        for (AuditEntry entry : found) {
            if (entry.tid() >= first && entry.tid() <= last) {
                page.addLast(entry);
            }
        }
        if (newestFirst) {
            last = found.get(0).tid() - 1;
        } else {
            first = found.get(found.size() - 1).tid() + 1;
        }
    }

    @Override
    public AuditEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return newestFirst ? page.removeLast() : page.removeFirst();
    }
}

package dev.odb.core.record.tracked;

import java.util.Iterator;
import java.util.function.Consumer;

/** An iterator whose removals are tracked. */
final class ViewIterator<E> implements Iterator<E> {
    private final Tracker tracker;
    private final Iterator<E> base;

    ViewIterator(Tracker tracker, Iterator<E> base) {
        this.tracker = tracker;
        this.base = base;
    }

    @Override
    public boolean hasNext() {
        return base.hasNext();
    }

    @Override
    public E next() {
        return base.next();
    }

    @Override
    public void remove() {
        tracker.changing();
        base.remove();
    }

    @Override
    public void forEachRemaining(Consumer<? super E> action) {
        base.forEachRemaining(action);
    }
}

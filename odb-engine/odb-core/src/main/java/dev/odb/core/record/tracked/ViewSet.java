package dev.odb.core.record.tracked;

import java.util.Set;
import java.util.Spliterator;

/** A view that is a set. */
class ViewSet<E> extends ViewCollection<E> implements Set<E> {
    private final Set<E> base;

    ViewSet(Tracker tracker, Set<E> base) {
        super(tracker, base);
        this.base = base;
    }

    @Override
    public Spliterator<E> spliterator() {
        return base.spliterator();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || base.equals(other);
    }

    @Override
    public int hashCode() {
        return base.hashCode();
    }
}

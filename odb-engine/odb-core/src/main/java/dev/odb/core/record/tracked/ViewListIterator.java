package dev.odb.core.record.tracked;

import java.util.ListIterator;

/** A list iterator whose changes are tracked. */
final class ViewListIterator<E> implements ListIterator<E> {
    private final Tracker tracker;
    private final ListIterator<E> base;

    ViewListIterator(Tracker tracker, ListIterator<E> base) {
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
    public boolean hasPrevious() {
        return base.hasPrevious();
    }

    @Override
    public E previous() {
        return base.previous();
    }

    @Override
    public int nextIndex() {
        return base.nextIndex();
    }

    @Override
    public int previousIndex() {
        return base.previousIndex();
    }

    @Override
    public void remove() {
        tracker.changing();
        base.remove();
    }

    @Override
    public void set(E element) {
        tracker.changing();
        base.set(StandInArguments.value(element));
    }

    @Override
    public void add(E element) {
        tracker.changing();
        base.add(StandInArguments.value(element));
    }
}

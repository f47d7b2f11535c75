package dev.odb.core.record.tracked;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.Spliterator;

/** A range or a direction of a tracked sorted set, or the keys of a tracked sorted map. */
final class ViewNavigableSet<E> extends ViewSet<E> implements NavigableSet<E> {
    private final NavigableSet<E> base;

    ViewNavigableSet(Tracker tracker, NavigableSet<E> base) {
        super(tracker, base);
        this.base = base;
    }

    private NavigableSet<E> view(NavigableSet<E> part) {
        return new ViewNavigableSet<>(tracker, part);
    }

    @Override
    public Spliterator<E> spliterator() {
        return base.spliterator();
    }

    @Override
    public Comparator<? super E> comparator() {
        return base.comparator();
    }

    @Override
    public boolean add(E element) {
        E added = StandInArguments.value(element);
        if (added != null && base.contains(added)) {
            return false;
        }
        tracker.changing();
        return base.add(added);
    }

    @Override
    public E first() {
        return base.first();
    }

    @Override
    public E last() {
        return base.last();
    }

    @Override
    public E lower(E element) {
        return base.lower(element);
    }

    @Override
    public E floor(E element) {
        return base.floor(element);
    }

    @Override
    public E ceiling(E element) {
        return base.ceiling(element);
    }

    @Override
    public E higher(E element) {
        return base.higher(element);
    }

    @Override
    public E pollFirst() {
        if (base.isEmpty()) {
            return null;
        }
        tracker.changing();
        return base.pollFirst();
    }

    @Override
    public E pollLast() {
        if (base.isEmpty()) {
            return null;
        }
        tracker.changing();
        return base.pollLast();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new ViewIterator<>(tracker, base.descendingIterator());
    }

    @Override
    public NavigableSet<E> descendingSet() {
        return view(base.descendingSet());
    }

    @Override
    public NavigableSet<E> subSet(E from, boolean fromInclusive, E to, boolean toInclusive) {
        return view(base.subSet(from, fromInclusive, to, toInclusive));
    }

    @Override
    public NavigableSet<E> headSet(E to, boolean inclusive) {
        return view(base.headSet(to, inclusive));
    }

    @Override
    public NavigableSet<E> tailSet(E from, boolean inclusive) {
        return view(base.tailSet(from, inclusive));
    }

    @Override
    public SortedSet<E> subSet(E from, E to) {
        return subSet(from, true, to, false);
    }

    @Override
    public SortedSet<E> headSet(E to) {
        return headSet(to, false);
    }

    @Override
    public SortedSet<E> tailSet(E from) {
        return tailSet(from, true);
    }
}

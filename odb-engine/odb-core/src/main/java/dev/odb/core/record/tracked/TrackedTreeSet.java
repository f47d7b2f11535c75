package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.TreeSet;

/** A tracked {@link TreeSet}. */
public final class TrackedTreeSet<E> extends TreeSet<E> implements Lazy {
    private final transient Tracker tracker;
    private transient Object[] pending;

    /** An empty one. */
    public TrackedTreeSet(Tracker tracker, Comparator<? super E> comparator) {
        super(comparator);
        this.tracker = tracker;
    }

    /** Gives it an element while it is decoded. */
    public void restore(E element) {
        super.add(element);
    }

    /** Leaves it to the first touch to give it its elements. */
    public void pending(Object[] elements) {
        pending = elements;
    }

    @Override
    public Object[] $odb_pending() {
        return pending;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void $odb_fill() {
        if (pending == null) {
            return;
        }
        Object[] elements = pending;
        pending = null;
        boolean complete = false;
        try {
            for (int i = 0; i < elements.length; i++) {
                super.add((E) elements[i]);
            }
            complete = true;
        } finally {
            if (!complete) {
                super.clear();
                pending = elements;
            }
        }
    }

    @Override
    public Tracker $odb_tracker() {
        return tracker;
    }

    private void changing() {
        $odb_fill();
        tracker.changing();
    }

    @Override
    public int size() {
        $odb_fill();
        return super.size();
    }

    @Override
    public boolean isEmpty() {
        $odb_fill();
        return super.isEmpty();
    }

    @Override
    public boolean contains(Object element) {
        $odb_fill();
        return super.contains(element);
    }

    @Override
    public Spliterator<E> spliterator() {
        $odb_fill();
        return super.spliterator();
    }

    @Override
    public Object[] toArray() {
        $odb_fill();
        return super.toArray();
    }

    @Override
    public E first() {
        $odb_fill();
        return super.first();
    }

    @Override
    public E last() {
        $odb_fill();
        return super.last();
    }

    @Override
    public E lower(E element) {
        $odb_fill();
        return super.lower(element);
    }

    @Override
    public E floor(E element) {
        $odb_fill();
        return super.floor(element);
    }

    @Override
    public E ceiling(E element) {
        $odb_fill();
        return super.ceiling(element);
    }

    @Override
    public E higher(E element) {
        $odb_fill();
        return super.higher(element);
    }

    @Override
    public <T> T[] toArray(T[] array) {
        $odb_fill();
        return super.toArray(array);
    }

    @Override
    public Iterator<E> iterator() {
        $odb_fill();
        return new ViewIterator<>(tracker, super.iterator());
    }

    @Override
    public boolean add(E element) {
        E added = StandInArguments.value(element);
        if (!isEmpty() && contains(added)) {
            return false;
        }
        changing();
        return super.add(added);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        boolean added = false;
        for (E element : elements) {
            added |= add(element);
        }
        return added;
    }

    @Override
    public boolean remove(Object element) {
        if (!contains(element)) {
            return false;
        }
        changing();
        return super.remove(element);
    }

    @Override
    public void clear() {
        if (!isEmpty()) {
            changing();
            super.clear();
        }
    }

    @Override
    public E pollFirst() {
        if (isEmpty()) {
            return null;
        }
        changing();
        return super.pollFirst();
    }

    @Override
    public E pollLast() {
        if (isEmpty()) {
            return null;
        }
        changing();
        return super.pollLast();
    }

    @Override
    public Iterator<E> descendingIterator() {
        $odb_fill();
        return new ViewIterator<>(tracker, super.descendingIterator());
    }

    @Override
    public NavigableSet<E> descendingSet() {
        $odb_fill();
        return new ViewNavigableSet<>(tracker, super.descendingSet());
    }

    @Override
    public NavigableSet<E> subSet(E from, boolean fromInclusive, E to, boolean toInclusive) {
        $odb_fill();
        return new ViewNavigableSet<>(tracker, super.subSet(from, fromInclusive, to, toInclusive));
    }

    @Override
    public NavigableSet<E> headSet(E to, boolean inclusive) {
        $odb_fill();
        return new ViewNavigableSet<>(tracker, super.headSet(to, inclusive));
    }

    @Override
    public NavigableSet<E> tailSet(E from, boolean inclusive) {
        $odb_fill();
        return new ViewNavigableSet<>(tracker, super.tailSet(from, inclusive));
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

    /** A plain copy. */
    @Override
    public Object clone() {
        return new TreeSet<>((SortedSet<E>) this);
    }

    private Object writeReplace() {
        return clone();
    }
}

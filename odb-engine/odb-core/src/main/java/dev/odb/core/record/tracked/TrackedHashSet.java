package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;

/** A tracked {@link HashSet} or {@link LinkedHashSet}; both keep the order of the record, so that it is written again. */
public final class TrackedHashSet<E> extends LinkedHashSet<E> implements Lazy {
    private final transient Tracker tracker;
    private final transient boolean linked;
    private transient Object[] pending;

    /** An empty one. */
    public TrackedHashSet(Tracker tracker, boolean linked, int size) {
        super((int) Math.min(1 << 30, size * 4L / 3 + 1));
        this.tracker = tracker;
        this.linked = linked;
    }

    /** Whether the order is part of the value. */
    public boolean linked() {
        return linked;
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
        if (contains(added)) {
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

    /** {@code LinkedHashSet.addFirst} of Java 21. */
    public void addFirst(E element) {
        E first = StandInArguments.value(element);
        changing();
        Set<E> others = new LinkedHashSet<>(this);
        others.remove(first);
        super.clear();
        super.add(first);
        others.forEach(super::add);
    }

    /** {@code LinkedHashSet.addLast} of Java 21. */
    public void addLast(E element) {
        E last = StandInArguments.value(element);
        changing();
        super.remove(last);
        super.add(last);
    }

    /** {@code LinkedHashSet.getFirst} of Java 21. */
    public E getFirst() {
        return iterator().next();
    }

    /** {@code LinkedHashSet.getLast} of Java 21. */
    @SuppressWarnings("unchecked")
    public E getLast() {
        if (isEmpty()) {
            throw new NoSuchElementException();
        }
        return (E) toArray()[size() - 1];
    }

    /** {@code LinkedHashSet.removeFirst} of Java 21. */
    public E removeFirst() {
        E first = getFirst();
        remove(first);
        return first;
    }

    /** {@code LinkedHashSet.removeLast} of Java 21. */
    public E removeLast() {
        E last = getLast();
        remove(last);
        return last;
    }

    /** A plain copy of the JDK's kind. */
    @Override
    public Object clone() {
        return linked ? new LinkedHashSet<>(this) : new HashSet<>(this);
    }

    private Object writeReplace() {
        return clone();
    }
}

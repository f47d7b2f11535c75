package dev.odb.core.record.tracked;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A tracked {@link ArrayList}. */
public class TrackedArrayList<E> extends ArrayList<E> implements Tracked {
    private final transient Tracker tracker;

    /** An empty one. */
    public TrackedArrayList(Tracker tracker, int size) {
        super(size);
        this.tracker = tracker;
    }

    @Override
    public final Tracker $odb_tracker() {
        return tracker;
    }

    /** Gives it an element while it is decoded. */
    public final void restore(E element) {
        super.add(element);
    }

    /** Gives it elements that others have, too, while it is decoded; it copies them. */
    public final void restoreAll(Object[] elements) {
        super.addAll(new Given<>(elements));
    }

    /** Spares a copy: what is added to a list is copied from the array that this gives. */
    private static final class Given<E> extends AbstractCollection<E> {
        private final Object[] elements;

        Given(Object[] elements) {
            this.elements = elements;
        }

        @Override
        public Object[] toArray() {
            return elements;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Iterator<E> iterator() {
            return (Iterator<E>) Arrays.asList(elements).iterator();
        }

        @Override
        public int size() {
            return elements.length;
        }
    }

    /** Replaces an element that was restored, without a change. */
    final void restore(int index, E element) {
        super.set(index, element);
    }

    @Override
    public boolean add(E element) {
        tracker.changing();
        return super.add(StandInArguments.value(element));
    }

    @Override
    public void add(int index, E element) {
        tracker.changing();
        super.add(index, StandInArguments.value(element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        if (elements.isEmpty()) {
            return false;
        }
        tracker.changing();
        return super.addAll(StandInArguments.values(elements));
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        tracker.changing();
        return super.addAll(index, StandInArguments.values(elements));
    }

    @Override
    public E set(int index, E element) {
        tracker.changing();
        return super.set(index, StandInArguments.value(element));
    }

    @Override
    public E remove(int index) {
        tracker.changing();
        return super.remove(index);
    }

    @Override
    public boolean remove(Object element) {
        if (!contains(element)) {
            return false;
        }
        tracker.changing();
        return super.remove(element);
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        tracker.changing();
        return super.removeAll(elements);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        tracker.changing();
        return super.retainAll(elements);
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        tracker.changing();
        return super.removeIf(filter);
    }

    @Override
    public void replaceAll(UnaryOperator<E> operator) {
        tracker.changing();
        super.replaceAll(StandInArguments.operator(operator));
    }

    @Override
    public void sort(Comparator<? super E> order) {
        tracker.changing();
        super.sort(order);
    }

    @Override
    public void clear() {
        if (isEmpty()) {
            return;
        }
        tracker.changing();
        super.clear();
    }

    /** {@code List.addFirst} of Java 21. */
    public void addFirst(E element) {
        add(0, element);
    }

    /** {@code List.addLast} of Java 21. */
    public void addLast(E element) {
        add(element);
    }

    /** {@code List.removeFirst} of Java 21. */
    public E removeFirst() {
        if (isEmpty()) {
            throw new NoSuchElementException();
        }
        return remove(0);
    }

    /** {@code List.removeLast} of Java 21. */
    public E removeLast() {
        if (isEmpty()) {
            throw new NoSuchElementException();
        }
        return remove(size() - 1);
    }

    @Override
    public Iterator<E> iterator() {
        return new Elements();
    }

    @Override
    public ListIterator<E> listIterator() {
        return listIterator(0);
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        return new ViewListIterator<>(tracker, super.listIterator(index));
    }

    @Override
    public List<E> subList(int from, int to) {
        return new ViewList<>(tracker, super.subList(from, to));
    }

    /** A plain copy. */
    @Override
    public Object clone() {
        return new ArrayList<>(this);
    }

    /** For subclasses, too. */
    protected final Object writeReplace() {
        return clone();
    }

    /**
     * As that of {@link ArrayList}. A class of its own, since wrapped iterators of all collections would share one call that
     * leads to many places, which the JIT compiler cannot see through: reading a list in a loop took twice as long.
     */
    private final class Elements implements Iterator<E> {
        private int next;
        private int last = -1;
        private int expected = modCount;

        @Override
        public boolean hasNext() {
            return next != size();
        }

        @Override
        public E next() {
            requireUnchanged();
            if (next >= size()) {
                throw new NoSuchElementException();
            }
            last = next++;
            return get(last);
        }

        @Override
        public void remove() {
            if (last < 0) {
                throw new IllegalStateException();
            }
            requireUnchanged();
            TrackedArrayList.this.remove(last);
            next = last;
            last = -1;
            expected = modCount;
        }

        private void requireUnchanged() {
            if (modCount != expected) {
                throw new ConcurrentModificationException();
            }
        }
    }
}

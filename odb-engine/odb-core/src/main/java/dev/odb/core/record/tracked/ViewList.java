package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.UnaryOperator;

/** A part of a tracked list. */
final class ViewList<E> extends ViewCollection<E> implements List<E>, RandomAccess {
    private final List<E> base;

    ViewList(Tracker tracker, List<E> base) {
        super(tracker, base);
        this.base = base;
    }

    @Override
    public Spliterator<E> spliterator() {
        return base.spliterator();
    }

    @Override
    public E get(int index) {
        return base.get(index);
    }

    @Override
    public int indexOf(Object element) {
        return base.indexOf(element);
    }

    @Override
    public int lastIndexOf(Object element) {
        return base.lastIndexOf(element);
    }

    @Override
    public E set(int index, E element) {
        tracker.changing();
        return base.set(index, StandInArguments.value(element));
    }

    @Override
    public void add(int index, E element) {
        tracker.changing();
        base.add(index, StandInArguments.value(element));
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        tracker.changing();
        return base.addAll(index, StandInArguments.values(elements));
    }

    @Override
    public E remove(int index) {
        tracker.changing();
        return base.remove(index);
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
    public void replaceAll(UnaryOperator<E> operator) {
        tracker.changing();
        base.replaceAll(StandInArguments.operator(operator));
    }

    @Override
    public void sort(Comparator<? super E> order) {
        tracker.changing();
        base.sort(order);
    }

    @Override
    public ListIterator<E> listIterator() {
        return listIterator(0);
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        return new ViewListIterator<>(tracker, base.listIterator(index));
    }

    @Override
    public List<E> subList(int from, int to) {
        return new ViewList<>(tracker, base.subList(from, to));
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

package dev.odb.core.record.tracked;

import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A tracked list of many references whose targets are made when somebody gets them: of a page of a tree a lookup needs
 * one. Everything but {@link #get} and {@link #set} makes all of them first. As any list it may be read by several
 * threads, which happens after its transaction.
 */
public final class TrackedLateList<E> extends TrackedArrayList<E> {
    /** One more than the element's place among the targets if it was not there from the beginning; others have them, too. */
    private transient int[] places;

    private transient LateTargets targets;
    /** Of the same object. */
    TrackedLateList<?> next;

    /** An empty one that will get so many elements. */
    public TrackedLateList(Tracker tracker, int size, LateTargets targets) {
        super(tracker, size);
        this.places = new int[size];
        this.targets = targets;
        tracker.late(this);
    }

    /** One with elements that others have, too, which it copies; null and a place stand for what is made late. */
    public TrackedLateList(Tracker tracker, Object[] elements, int[] places, LateTargets targets) {
        super(tracker, elements.length);
        restoreAll(elements);
        this.places = places;
        this.targets = targets;
        tracker.late(this);
    }

    /** Gives it a reference while it is decoded. */
    public void restoreLate(int place) {
        places[size()] = place + 1;
        restore(null);
    }

    @Override
    public E get(int index) {
        E element = super.get(index);
        return element == null ? late(index) : element;
    }

    @SuppressWarnings("unchecked")
    private E late(int index) {
        int[] waiting = places;
        int place = waiting == null || index >= waiting.length ? 0 : waiting[index];
        if (place == 0) {
            // another thread may just have made it
            VarHandle.acquireFence();
            return super.get(index);
        }
        E element = (E) targets.target(place - 1);
        put(index, element);
        return element;
    }

    /** So that no other thread sees one that is not complete. */
    private void put(int index, E element) {
        VarHandle.releaseFence();
        restore(index, element);
    }

    /** Makes all targets. */
    private void fill() {
        int[] waiting = places;
        if (waiting != null) {
            for (int i = 0; i < waiting.length; i++) {
                if (waiting[i] != 0) {
                    get(i);
                }
            }
            VarHandle.releaseFence();
            places = null;
        }
    }

    /** The transaction is about to end: what is loaded is taken, what else there is stays out of reach. */
    void settle() {
        int[] waiting = places;
        // of many references few lead to something that is loaded
        for (int i = next(waiting, 0); i >= 0; i = next(waiting, i + 1)) {
            get(i);
        }
    }

    private int next(int[] waiting, int from) {
        return waiting == null ? -1 : targets.nextLoaded(waiting, from);
    }

    @Override
    public E set(int index, E element) {
        get(index);
        if (element == null && places != null) {
            // it is none that has not been made
            places = places.clone();
            places[index] = 0;
        }
        return super.set(index, element);
    }

    @Override
    public void add(int index, E element) {
        fill();
        super.add(index, element);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        fill();
        return super.addAll(elements);
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        fill();
        return super.addAll(index, elements);
    }

    @Override
    public E remove(int index) {
        fill();
        return super.remove(index);
    }

    @Override
    public boolean remove(Object element) {
        fill();
        return super.remove(element);
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        fill();
        return super.removeAll(elements);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        fill();
        return super.retainAll(elements);
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        fill();
        return super.removeIf(filter);
    }

    @Override
    public void replaceAll(UnaryOperator<E> operator) {
        fill();
        super.replaceAll(operator);
    }

    @Override
    public void sort(Comparator<? super E> order) {
        fill();
        super.sort(order);
    }

    @Override
    public void clear() {
        fill();
        super.clear();
    }

    @Override
    public boolean contains(Object element) {
        fill();
        return super.contains(element);
    }

    @Override
    public int indexOf(Object element) {
        fill();
        return super.indexOf(element);
    }

    @Override
    public int lastIndexOf(Object element) {
        fill();
        return super.lastIndexOf(element);
    }

    /** {@code List.getFirst} of Java 21. */
    public E getFirst() {
        fill();
        return listIterator(0).next();
    }

    /** {@code List.getLast} of Java 21. */
    public E getLast() {
        fill();
        return listIterator(size()).previous();
    }

    @Override
    public Object[] toArray() {
        fill();
        return super.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        fill();
        return super.toArray(array);
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        fill();
        super.forEach(action);
    }

    @Override
    public Iterator<E> iterator() {
        fill();
        return super.iterator();
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        fill();
        return super.listIterator(index);
    }

    @Override
    public List<E> subList(int from, int to) {
        fill();
        return super.subList(from, to);
    }

    @Override
    public Spliterator<E> spliterator() {
        fill();
        return super.spliterator();
    }

    @Override
    public boolean equals(Object other) {
        fill();
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        fill();
        return super.hashCode();
    }
}

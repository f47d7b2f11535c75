package dev.odb.core.record.tracked;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Predicate;

/** A tracked {@link ArrayDeque}. */
public final class TrackedArrayDeque<E> extends ArrayDeque<E> implements Tracked {
    private final transient Tracker tracker;

    /** An empty one. */
    public TrackedArrayDeque(Tracker tracker, int size) {
        super(size);
        this.tracker = tracker;
    }

    @Override
    public Tracker $odb_tracker() {
        return tracker;
    }

    /** Gives it an element while it is decoded. */
    public void restore(E element) {
        super.addLast(element);
    }

    @Override
    public boolean add(E element) {
        tracker.changing();
        return super.add(StandInArguments.value(element));
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
    public void clear() {
        if (isEmpty()) {
            return;
        }
        tracker.changing();
        super.clear();
    }

    @Override
    public void addFirst(E element) {
        tracker.changing();
        super.addFirst(StandInArguments.value(element));
    }

    @Override
    public void addLast(E element) {
        tracker.changing();
        super.addLast(StandInArguments.value(element));
    }

    @Override
    public boolean offer(E element) {
        tracker.changing();
        return super.offer(StandInArguments.value(element));
    }

    @Override
    public boolean offerFirst(E element) {
        tracker.changing();
        return super.offerFirst(StandInArguments.value(element));
    }

    @Override
    public boolean offerLast(E element) {
        tracker.changing();
        return super.offerLast(StandInArguments.value(element));
    }

    @Override
    public void push(E element) {
        tracker.changing();
        super.push(StandInArguments.value(element));
    }

    @Override
    public E remove() {
        tracker.changing();
        return super.remove();
    }

    @Override
    public E removeFirst() {
        tracker.changing();
        return super.removeFirst();
    }

    @Override
    public E removeLast() {
        tracker.changing();
        return super.removeLast();
    }

    @Override
    public E pop() {
        tracker.changing();
        return super.pop();
    }

    @Override
    public E poll() {
        if (isEmpty()) {
            return null;
        }
        tracker.changing();
        return super.poll();
    }

    @Override
    public E pollFirst() {
        if (isEmpty()) {
            return null;
        }
        tracker.changing();
        return super.pollFirst();
    }

    @Override
    public E pollLast() {
        if (isEmpty()) {
            return null;
        }
        tracker.changing();
        return super.pollLast();
    }

    @Override
    public boolean removeFirstOccurrence(Object element) {
        if (!contains(element)) {
            return false;
        }
        tracker.changing();
        return super.removeFirstOccurrence(element);
    }

    @Override
    public boolean removeLastOccurrence(Object element) {
        if (!contains(element)) {
            return false;
        }
        tracker.changing();
        return super.removeLastOccurrence(element);
    }

    @Override
    public Iterator<E> iterator() {
        return new ViewIterator<>(tracker, super.iterator());
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new ViewIterator<>(tracker, super.descendingIterator());
    }

    /** A plain copy. */
    @Override
    public ArrayDeque<E> clone() {
        return new ArrayDeque<>(this);
    }

    private Object writeReplace() {
        return clone();
    }
}

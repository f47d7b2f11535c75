package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.ListIterator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A tracked {@link LinkedList}. Its sublists change it through its own methods. */
public final class TrackedLinkedList<E> extends LinkedList<E> implements Tracked {
    private final transient Tracker tracker;

    /** An empty one. */
    public TrackedLinkedList(Tracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public Tracker $odb_tracker() {
        return tracker;
    }

    /** Gives it an element while it is decoded. */
    public void restore(E element) {
        super.add(element);
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
    public ListIterator<E> listIterator(int index) {
        return new ViewListIterator<>(tracker, super.listIterator(index));
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new ViewIterator<>(tracker, super.descendingIterator());
    }

    /** A plain copy. */
    @Override
    public Object clone() {
        return new LinkedList<>(this);
    }

    private Object writeReplace() {
        return clone();
    }
}

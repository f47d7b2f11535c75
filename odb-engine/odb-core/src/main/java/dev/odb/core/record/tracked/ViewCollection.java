package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A view of a tracked collection, or of a view of it: changes through it are tracked. */
class ViewCollection<E> implements Collection<E> {
    final Tracker tracker;
    private final Collection<E> base;

    ViewCollection(Tracker tracker, Collection<E> base) {
        this.tracker = tracker;
        this.base = base;
    }

    @Override
    public int size() {
        return base.size();
    }

    @Override
    public boolean isEmpty() {
        return base.isEmpty();
    }

    @Override
    public boolean contains(Object element) {
        return base.contains(element);
    }

    @Override
    public boolean containsAll(Collection<?> elements) {
        return base.containsAll(elements);
    }

    @Override
    public Object[] toArray() {
        return base.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return base.toArray(array);
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        base.forEach(action);
    }

    @Override
    public Spliterator<E> spliterator() {
        return base.spliterator();
    }

    @Override
    public Iterator<E> iterator() {
        return new ViewIterator<>(tracker, base.iterator());
    }

    @Override
    public boolean add(E element) {
        tracker.changing();
        return base.add(StandInArguments.value(element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        tracker.changing();
        return base.addAll(StandInArguments.values(elements));
    }

    @Override
    public boolean remove(Object element) {
        if (!base.contains(element)) {
            return false;
        }
        tracker.changing();
        return base.remove(element);
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        tracker.changing();
        return base.removeAll(elements);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        tracker.changing();
        return base.retainAll(elements);
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        tracker.changing();
        return base.removeIf(filter);
    }

    @Override
    public void clear() {
        if (!base.isEmpty()) {
            tracker.changing();
            base.clear();
        }
    }

    @Override
    public String toString() {
        return base.toString();
    }
}

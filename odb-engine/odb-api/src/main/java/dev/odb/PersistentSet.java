package dev.odb;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;

/**
 * A hash set that is an object of its own: the whole set is one record, which is read and written as a whole, and two
 * concurrent changes of it conflict. For many elements, or many writers, take {@link BTreeSet}. Elements are found by
 * {@code hashCode} and {@code equals} and may be null, as in {@link HashSet}; the order means nothing and may differ
 * after each load.
 *
 * @param <E> anything storable with {@code hashCode} and {@code equals}
 */
@Persistent
public class PersistentSet<E> extends AbstractCollection<E> implements Set<E> {
    private Set<E> elements;

    /** Makes an empty set. */
    public PersistentSet() {
        elements = new HashSet<>();
    }

    /** Makes a set of the given elements. */
    public PersistentSet(Collection<? extends E> elements) {
        this.elements = new HashSet<>(elements);
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public boolean contains(Object element) {
        return elements.contains(element);
    }

    @Override
    public boolean add(E element) {
        return elements.add(element);
    }

    @Override
    public boolean remove(Object element) {
        return elements.remove(element);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        return elements.removeAll(others);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return elements.retainAll(others);
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        return elements.removeIf(filter);
    }

    @Override
    public void clear() {
        elements.clear();
    }

    @Override
    public Iterator<E> iterator() {
        return elements.iterator();
    }

    @Override
    public Spliterator<E> spliterator() {
        return elements.spliterator();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || elements.equals(other);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }
}

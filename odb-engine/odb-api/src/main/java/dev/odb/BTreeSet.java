package dev.odb;

import dev.odb.collections.Tree;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;

/**
 * A sorted set for many elements and many writers: the keys of a tree like that of {@link BTreeMap}, whose rules for
 * elements, iterators, sizes and concurrent changes hold here too. Each element costs one byte more in a record than its
 * key.
 *
 * @param <E> storable and comparable, not null
 */
@Persistent
public class BTreeSet<E> extends Tree<E, Boolean> implements NavigableSet<E> {
    /** Makes an empty set in the natural order of its elements. */
    public BTreeSet() {
        this((Comparator<? super E>) null);
    }

    /** Makes an empty set in the comparator's order, or the natural one if it is null. */
    public BTreeSet(Comparator<? super E> comparator) {
        super(comparator);
    }

    /** Makes a set of the given elements in their natural order. */
    public BTreeSet(Collection<? extends E> elements) {
        this();
        set().addAll(elements);
    }

    /**
     * Fills this empty set with elements that come in its order, as {@link BTreeMap#loadSorted} does.
     *
     * @throws UnsortedInputException if they are not in order or one comes twice; the set is unchanged then
     * @throws IllegalStateException if the set is not empty
     */
    public void loadSorted(Iterator<? extends E> sorted) {
        load(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public Map.Entry<E, Boolean> next() {
                return new AbstractMap.SimpleImmutableEntry<>(sorted.next(), Boolean.TRUE);
            }
        });
    }

    private NavigableSet<E> set() {
        return elements(Boolean.TRUE);
    }

    @Override
    public int size() {
        return set().size();
    }

    @Override
    public boolean isEmpty() {
        return set().isEmpty();
    }

    @Override
    public boolean contains(Object element) {
        return set().contains(element);
    }

    @Override
    public boolean add(E element) {
        return set().add(element);
    }

    @Override
    public boolean remove(Object element) {
        return set().remove(element);
    }

    @Override
    public boolean containsAll(Collection<?> others) {
        return set().containsAll(others);
    }

    @Override
    public boolean addAll(Collection<? extends E> others) {
        return set().addAll(others);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        return set().removeAll(others);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return set().retainAll(others);
    }

    @Override
    public void clear() {
        set().clear();
    }

    @Override
    public Iterator<E> iterator() {
        return set().iterator();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return set().descendingIterator();
    }

    @Override
    public Object[] toArray() {
        return set().toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return set().toArray(array);
    }

    @Override
    public Comparator<? super E> comparator() {
        return set().comparator();
    }

    @Override
    public E first() {
        return set().first();
    }

    @Override
    public E last() {
        return set().last();
    }

    @Override
    public E lower(E element) {
        return set().lower(element);
    }

    @Override
    public E floor(E element) {
        return set().floor(element);
    }

    @Override
    public E ceiling(E element) {
        return set().ceiling(element);
    }

    @Override
    public E higher(E element) {
        return set().higher(element);
    }

    @Override
    public E pollFirst() {
        return set().pollFirst();
    }

    @Override
    public E pollLast() {
        return set().pollLast();
    }

    @Override
    public NavigableSet<E> descendingSet() {
        return set().descendingSet();
    }

    @Override
    public NavigableSet<E> subSet(E from, boolean fromInclusive, E to, boolean toInclusive) {
        return set().subSet(from, fromInclusive, to, toInclusive);
    }

    @Override
    public NavigableSet<E> headSet(E to, boolean inclusive) {
        return set().headSet(to, inclusive);
    }

    @Override
    public NavigableSet<E> tailSet(E from, boolean inclusive) {
        return set().tailSet(from, inclusive);
    }

    @Override
    public SortedSet<E> subSet(E from, E to) {
        return set().subSet(from, to);
    }

    @Override
    public SortedSet<E> headSet(E to) {
        return set().headSet(to);
    }

    @Override
    public SortedSet<E> tailSet(E from) {
        return set().tailSet(from);
    }

    @Override
    public boolean equals(Object other) {
        return other == this || set().equals(other);
    }

    @Override
    public int hashCode() {
        return set().hashCode();
    }

    @Override
    public String toString() {
        return set().toString();
    }
}

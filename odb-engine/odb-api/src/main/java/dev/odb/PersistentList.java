package dev.odb;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An array list that is an object of its own: the whole list is one record, which is read and written as a whole, and
 * two concurrent changes of it conflict. Elements may be null.
 *
 * @param <E> anything storable
 */
@Persistent
public class PersistentList<E> extends AbstractCollection<E> implements List<E>, RandomAccess {
    private List<E> elements;

    /** Makes an empty list. */
    public PersistentList() {
        elements = new ArrayList<>();
    }

    /** Makes a list of the given elements, in their order. */
    public PersistentList(Collection<? extends E> elements) {
        this.elements = new ArrayList<>(elements);
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
    public E get(int index) {
        return elements.get(index);
    }

    @Override
    public E set(int index, E element) {
        return elements.set(index, element);
    }

    @Override
    public boolean add(E element) {
        return elements.add(element);
    }

    @Override
    public void add(int index, E element) {
        elements.add(index, element);
    }

    @Override
    public boolean addAll(Collection<? extends E> others) {
        return elements.addAll(others);
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> others) {
        return elements.addAll(index, others);
    }

    @Override
    public E remove(int index) {
        return elements.remove(index);
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
    public void replaceAll(UnaryOperator<E> operator) {
        elements.replaceAll(operator);
    }

    @Override
    public void sort(Comparator<? super E> order) {
        elements.sort(order);
    }

    @Override
    public void clear() {
        elements.clear();
    }

    @Override
    public int indexOf(Object element) {
        return elements.indexOf(element);
    }

    @Override
    public int lastIndexOf(Object element) {
        return elements.lastIndexOf(element);
    }

    @Override
    public Iterator<E> iterator() {
        return elements.iterator();
    }

    @Override
    public ListIterator<E> listIterator() {
        return elements.listIterator();
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        return elements.listIterator(index);
    }

    @Override
    public List<E> subList(int from, int to) {
        return elements.subList(from, to);
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

package dev.odb.collections;

import dev.odb.Persistent;
import dev.odb.spi.Hooks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * One record of a tree. A leaf's items are the values of its keys. An inner page's items are its children, one more than
 * its keys: child {@code i} holds what is not less than key {@code i - 1} and less than key {@code i}.
 *
 * <p>Lists and not arrays, because the engine tracks lists, while an array that was read pins its page in memory and is
 * compared at commit.
 */
@Persistent
abstract class Page<K, V> {
    private final Comparator<? super K> order;
    private List<K> keys;
    private List<Object> items;

    Page(Comparator<? super K> order, List<K> keys, List<Object> items) {
        this.order = order;
        fill(keys, items);
    }

    /** Whether the items are children. */
    abstract boolean inner();

    /** The comparator, null for the natural order. Each page has it, since it merges alone. */
    final Comparator<? super K> order() {
        return order;
    }

    /** The number of items. */
    final int width() {
        return items.size();
    }

    final K key(int at) {
        return keys.get(at);
    }

    final List<K> keys() {
        return keys;
    }

    final List<Object> items() {
        return items;
    }

    @SuppressWarnings("unchecked")
    final V value(int at) {
        return (V) items.get(at);
    }

    @SuppressWarnings("unchecked")
    final Page<K, V> child(int at) {
        return (Page<K, V>) items.get(at);
    }

    /** The index of a key, or {@code -1 - i} where it would be inserted at {@code i}. */
    final int find(K key) {
        return Collections.binarySearch(keys, key, order);
    }

    /** The index of the child that has the key, if any has. */
    final int branch(K key) {
        int at = find(key);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** Replaces the content by copies: two records must not share a list. */
    final void fill(List<K> newKeys, List<Object> newItems) {
        keys = new ArrayList<>(newKeys);
        items = new ArrayList<>(newItems);
    }

    final V replace(int at, V value) {
        Hooks.change(this);
        V before = value(at);
        items.set(at, value);
        return before;
    }

    final void insert(int at, K key, V value) {
        Hooks.change(this);
        keys.add(at, key);
        items.add(at, value);
    }

    final V delete(int at) {
        Hooks.change(this);
        V before = value(at);
        keys.remove(at);
        items.remove(at);
        return before;
    }

    /** Adds a child right of child {@code at}; all it holds is not less than the separator. */
    final void addChild(int at, K separator, Page<K, V> right) {
        Hooks.change(this);
        keys.add(at, separator);
        items.add(at + 1, right);
    }

    final void removeChild(int at) {
        Hooks.change(this);
        if (!keys.isEmpty()) {
            keys.remove(Math.max(0, at - 1));
        }
        items.remove(at);
    }
}

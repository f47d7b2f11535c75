package dev.odb;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A hash map that is an object of its own: the whole map is one record, which is read and written as a whole, and two
 * concurrent changes of it conflict. For many entries, or many writers, take {@link BTreeMap}. Keys are found by
 * {@code hashCode} and {@code equals} and may be null, as in {@link HashMap}; so is the order, which means nothing and
 * may differ after each load.
 *
 * @param <K> anything storable with {@code hashCode} and {@code equals}
 * @param <V> anything storable
 */
@Persistent
public class PersistentMap<K, V> implements Map<K, V> {
    private Map<K, V> entries;

    /** Makes an empty map. */
    public PersistentMap() {
        entries = new HashMap<>();
    }

    /** Makes a map of the given entries. */
    public PersistentMap(Map<? extends K, ? extends V> entries) {
        this.entries = new HashMap<>(entries);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return entries.containsValue(value);
    }

    @Override
    public V get(Object key) {
        return entries.get(key);
    }

    @Override
    public V getOrDefault(Object key, V other) {
        return entries.getOrDefault(key, other);
    }

    @Override
    public V put(K key, V value) {
        return entries.put(key, value);
    }

    @Override
    public V putIfAbsent(K key, V value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> other) {
        entries.putAll(other);
    }

    @Override
    public V remove(Object key) {
        return entries.remove(key);
    }

    @Override
    public boolean remove(Object key, Object value) {
        return entries.remove(key, value);
    }

    @Override
    public V replace(K key, V value) {
        return entries.replace(key, value);
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        return entries.replace(key, expected, value);
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        entries.replaceAll(function);
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        return entries.computeIfAbsent(key, function);
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        return entries.computeIfPresent(key, function);
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        return entries.compute(key, function);
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        return entries.merge(key, value, function);
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        entries.forEach(action);
    }

    @Override
    public Set<K> keySet() {
        return entries.keySet();
    }

    @Override
    public Collection<V> values() {
        return entries.values();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || entries.equals(other);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}

package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A range or a direction of a tracked sorted map. */
final class ViewNavigableMap<K, V> implements NavigableMap<K, V> {
    private final Tracker tracker;
    private final NavigableMap<K, V> base;

    ViewNavigableMap(Tracker tracker, NavigableMap<K, V> base) {
        this.tracker = tracker;
        this.base = base;
    }

    private void changing() {
        tracker.changing();
    }

    @Override
    public Comparator<? super K> comparator() {
        return base.comparator();
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
    public boolean containsKey(Object key) {
        return base.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return base.containsValue(value);
    }

    @Override
    public V get(Object key) {
        return base.get(key);
    }

    @Override
    public V getOrDefault(Object key, V fallback) {
        return base.getOrDefault(key, fallback);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        base.forEach(action);
    }

    @Override
    public K firstKey() {
        return base.firstKey();
    }

    @Override
    public K lastKey() {
        return base.lastKey();
    }

    @Override
    public Map.Entry<K, V> firstEntry() {
        return base.firstEntry();
    }

    @Override
    public Map.Entry<K, V> lastEntry() {
        return base.lastEntry();
    }

    @Override
    public Map.Entry<K, V> lowerEntry(K key) {
        return base.lowerEntry(key);
    }

    @Override
    public K lowerKey(K key) {
        return base.lowerKey(key);
    }

    @Override
    public Map.Entry<K, V> floorEntry(K key) {
        return base.floorEntry(key);
    }

    @Override
    public K floorKey(K key) {
        return base.floorKey(key);
    }

    @Override
    public Map.Entry<K, V> ceilingEntry(K key) {
        return base.ceilingEntry(key);
    }

    @Override
    public K ceilingKey(K key) {
        return base.ceilingKey(key);
    }

    @Override
    public Map.Entry<K, V> higherEntry(K key) {
        return base.higherEntry(key);
    }

    @Override
    public K higherKey(K key) {
        return base.higherKey(key);
    }

    @Override
    public Set<K> keySet() {
        return new ViewNavigableSet<>(tracker, base.navigableKeySet());
    }

    @Override
    public Collection<V> values() {
        return new ViewCollection<>(tracker, base.values());
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new ViewEntrySet<>(tracker, base.entrySet());
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return new ViewNavigableSet<>(tracker, base.navigableKeySet());
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return new ViewNavigableSet<>(tracker, base.descendingKeySet());
    }

    @Override
    public NavigableMap<K, V> descendingMap() {
        return new ViewNavigableMap<>(tracker, base.descendingMap());
    }

    @Override
    public NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
        return new ViewNavigableMap<>(tracker, base.subMap(from, fromInclusive, to, toInclusive));
    }

    @Override
    public NavigableMap<K, V> headMap(K to, boolean inclusive) {
        return new ViewNavigableMap<>(tracker, base.headMap(to, inclusive));
    }

    @Override
    public NavigableMap<K, V> tailMap(K from, boolean inclusive) {
        return new ViewNavigableMap<>(tracker, base.tailMap(from, inclusive));
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        return subMap(from, true, to, false);
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        return headMap(to, false);
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        return tailMap(from, true);
    }

    @Override
    public Map.Entry<K, V> pollFirstEntry() {
        if (isEmpty()) {
            return null;
        }
        changing();
        return base.pollFirstEntry();
    }

    @Override
    public Map.Entry<K, V> pollLastEntry() {
        if (isEmpty()) {
            return null;
        }
        changing();
        return base.pollLastEntry();
    }

    @Override
    public V put(K key, V value) {
        changing();
        return base.put(StandInArguments.value(key), StandInArguments.value(value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        entries.forEach(this::put);
    }

    @Override
    public V putIfAbsent(K key, V value) {
        changing();
        return base.putIfAbsent(StandInArguments.value(key), StandInArguments.value(value));
    }

    @Override
    public V remove(Object key) {
        if (!containsKey(key)) {
            return null;
        }
        changing();
        return base.remove(key);
    }

    @Override
    public boolean remove(Object key, Object value) {
        if (!containsKey(key)) {
            return false;
        }
        changing();
        return base.remove(key, value);
    }

    @Override
    public V replace(K key, V value) {
        if (!containsKey(key)) {
            return null;
        }
        changing();
        return base.replace(key, StandInArguments.value(value));
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        if (!containsKey(key)) {
            return false;
        }
        changing();
        return base.replace(key, expected, StandInArguments.value(value));
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        changing();
        base.replaceAll(StandInArguments.result(function));
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        V present = get(key);
        if (present != null) {
            return present;
        }
        changing();
        return base.computeIfAbsent(StandInArguments.value(key), StandInArguments.result(function));
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        if (get(key) == null) {
            return null;
        }
        changing();
        return base.computeIfPresent(key, StandInArguments.result(function));
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        changing();
        return base.compute(StandInArguments.value(key), StandInArguments.result(function));
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        changing();
        return base.merge(
                StandInArguments.value(key), StandInArguments.value(value), StandInArguments.result(function));
    }

    @Override
    public void clear() {
        if (!isEmpty()) {
            changing();
            base.clear();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other == this || base.equals(other);
    }

    @Override
    public int hashCode() {
        return base.hashCode();
    }

    @Override
    public String toString() {
        return base.toString();
    }
}

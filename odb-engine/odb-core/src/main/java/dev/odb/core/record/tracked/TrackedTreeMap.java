package dev.odb.core.record.tracked;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A tracked {@link TreeMap}. */
public final class TrackedTreeMap<K, V> extends TreeMap<K, V> implements Lazy {
    private final transient Tracker tracker;
    private transient Object[] pending;

    /** An empty one. */
    public TrackedTreeMap(Tracker tracker, Comparator<? super K> comparator) {
        super(comparator);
        this.tracker = tracker;
    }

    /** Gives it an entry while it is decoded. */
    public void restore(K key, V value) {
        super.put(key, value);
    }

    /** Leaves it to the first touch to give it its entries; keys and values in turn. */
    public void pending(Object[] entries) {
        pending = entries;
    }

    @Override
    public Object[] $odb_pending() {
        return pending;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void $odb_fill() {
        if (pending == null) {
            return;
        }
        Object[] entries = pending;
        pending = null;
        boolean complete = false;
        try {
            for (int i = 0; i < entries.length; i += 2) {
                super.put((K) entries[i], (V) entries[i + 1]);
            }
            complete = true;
        } finally {
            if (!complete) {
                super.clear();
                pending = entries;
            }
        }
    }

    @Override
    public Tracker $odb_tracker() {
        return tracker;
    }

    private void changing() {
        $odb_fill();
        tracker.changing();
    }

    @Override
    public int size() {
        $odb_fill();
        return super.size();
    }

    @Override
    public boolean isEmpty() {
        $odb_fill();
        return super.isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        $odb_fill();
        return super.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        $odb_fill();
        return super.containsValue(value);
    }

    @Override
    public V get(Object key) {
        $odb_fill();
        return super.get(key);
    }

    @Override
    public V getOrDefault(Object key, V fallback) {
        $odb_fill();
        return super.getOrDefault(key, fallback);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        $odb_fill();
        super.forEach(action);
    }

    @Override
    public K firstKey() {
        $odb_fill();
        return super.firstKey();
    }

    @Override
    public K lastKey() {
        $odb_fill();
        return super.lastKey();
    }

    @Override
    public Map.Entry<K, V> firstEntry() {
        $odb_fill();
        return super.firstEntry();
    }

    @Override
    public Map.Entry<K, V> lastEntry() {
        $odb_fill();
        return super.lastEntry();
    }

    @Override
    public Map.Entry<K, V> lowerEntry(K key) {
        $odb_fill();
        return super.lowerEntry(key);
    }

    @Override
    public K lowerKey(K key) {
        $odb_fill();
        return super.lowerKey(key);
    }

    @Override
    public Map.Entry<K, V> floorEntry(K key) {
        $odb_fill();
        return super.floorEntry(key);
    }

    @Override
    public K floorKey(K key) {
        $odb_fill();
        return super.floorKey(key);
    }

    @Override
    public Map.Entry<K, V> ceilingEntry(K key) {
        $odb_fill();
        return super.ceilingEntry(key);
    }

    @Override
    public K ceilingKey(K key) {
        $odb_fill();
        return super.ceilingKey(key);
    }

    @Override
    public Map.Entry<K, V> higherEntry(K key) {
        $odb_fill();
        return super.higherEntry(key);
    }

    @Override
    public K higherKey(K key) {
        $odb_fill();
        return super.higherKey(key);
    }

    /** The JDK's own key set would make parts of itself by this class's overridden methods and stumble over them. */
    private NavigableSet<K> keys(NavigableMap<K, V> whole) {
        return new ViewNavigableSet<>(tracker, whole.navigableKeySet());
    }

    @Override
    public Set<K> keySet() {
        $odb_fill();
        return keys(super.descendingMap().descendingMap());
    }

    @Override
    public Collection<V> values() {
        $odb_fill();
        return new ViewCollection<>(tracker, super.values());
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        $odb_fill();
        return new ViewEntrySet<>(tracker, super.entrySet());
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        $odb_fill();
        return keys(super.descendingMap().descendingMap());
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        $odb_fill();
        return keys(super.descendingMap());
    }

    @Override
    public NavigableMap<K, V> descendingMap() {
        $odb_fill();
        return new ViewNavigableMap<>(tracker, super.descendingMap());
    }

    @Override
    public NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
        $odb_fill();
        return new ViewNavigableMap<>(tracker, super.subMap(from, fromInclusive, to, toInclusive));
    }

    @Override
    public NavigableMap<K, V> headMap(K to, boolean inclusive) {
        $odb_fill();
        return new ViewNavigableMap<>(tracker, super.headMap(to, inclusive));
    }

    @Override
    public NavigableMap<K, V> tailMap(K from, boolean inclusive) {
        $odb_fill();
        return new ViewNavigableMap<>(tracker, super.tailMap(from, inclusive));
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
        return super.pollFirstEntry();
    }

    @Override
    public Map.Entry<K, V> pollLastEntry() {
        if (isEmpty()) {
            return null;
        }
        changing();
        return super.pollLastEntry();
    }

    @Override
    public V put(K key, V value) {
        changing();
        return super.put(StandInArguments.value(key), StandInArguments.value(value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        entries.forEach(this::put);
    }

    @Override
    public V putIfAbsent(K key, V value) {
        changing();
        return super.putIfAbsent(StandInArguments.value(key), StandInArguments.value(value));
    }

    @Override
    public V remove(Object key) {
        if (!containsKey(key)) {
            return null;
        }
        changing();
        return super.remove(key);
    }

    @Override
    public boolean remove(Object key, Object value) {
        if (!containsKey(key)) {
            return false;
        }
        changing();
        return super.remove(key, value);
    }

    @Override
    public V replace(K key, V value) {
        if (!containsKey(key)) {
            return null;
        }
        changing();
        return super.replace(key, StandInArguments.value(value));
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        if (!containsKey(key)) {
            return false;
        }
        changing();
        return super.replace(key, expected, StandInArguments.value(value));
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        changing();
        super.replaceAll(StandInArguments.result(function));
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        V present = get(key);
        if (present != null) {
            return present;
        }
        changing();
        return super.computeIfAbsent(StandInArguments.value(key), StandInArguments.result(function));
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        if (get(key) == null) {
            return null;
        }
        changing();
        return super.computeIfPresent(key, StandInArguments.result(function));
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        changing();
        return super.compute(StandInArguments.value(key), StandInArguments.result(function));
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        changing();
        return super.merge(
                StandInArguments.value(key), StandInArguments.value(value), StandInArguments.result(function));
    }

    @Override
    public void clear() {
        if (!isEmpty()) {
            changing();
            super.clear();
        }
    }

    /** A plain copy. */
    @Override
    public Object clone() {
        return new TreeMap<>((SortedMap<K, V>) this);
    }

    private Object writeReplace() {
        return clone();
    }
}

package dev.odb.core.record.tracked;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A tracked {@link HashMap} or {@link LinkedHashMap}; both keep the order of the record, so that it is written again. */
public final class TrackedHashMap<K, V> extends LinkedHashMap<K, V> implements Lazy {
    private final transient Tracker tracker;
    private final transient boolean linked;
    private transient Object[] pending;

    /** An empty one. */
    public TrackedHashMap(Tracker tracker, boolean linked, int size) {
        super((int) Math.min(1 << 30, size * 4L / 3 + 1));
        this.tracker = tracker;
        this.linked = linked;
    }

    /** Whether the order is part of the value. */
    public boolean linked() {
        return linked;
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
    public Set<K> keySet() {
        $odb_fill();
        return new ViewSet<>(tracker, super.keySet());
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

    /** {@code LinkedHashMap.putFirst} of Java 21. */
    public V putFirst(K key, V value) {
        K first = StandInArguments.value(key);
        V old = get(first);
        changing();
        Map<K, V> others = new LinkedHashMap<>(this);
        others.remove(first);
        super.clear();
        super.put(first, StandInArguments.value(value));
        others.forEach(super::put);
        return old;
    }

    /** {@code LinkedHashMap.putLast} of Java 21. */
    public V putLast(K key, V value) {
        K last = StandInArguments.value(key);
        changing();
        V old = super.remove(last);
        super.put(last, StandInArguments.value(value));
        return old;
    }

    /** {@code LinkedHashMap.pollFirstEntry} of Java 21. */
    public Map.Entry<K, V> pollFirstEntry() {
        return isEmpty() ? null : poll(keySet().iterator().next());
    }

    /** {@code LinkedHashMap.pollLastEntry} of Java 21. */
    @SuppressWarnings("unchecked")
    public Map.Entry<K, V> pollLastEntry() {
        return isEmpty() ? null : poll((K) keySet().toArray()[size() - 1]);
    }

    private Map.Entry<K, V> poll(K key) {
        return new AbstractMap.SimpleImmutableEntry<>(key, remove(key));
    }

    /** A plain copy of the JDK's kind. */
    @Override
    public Object clone() {
        return linked ? new LinkedHashMap<>(this) : new HashMap<>(this);
    }

    private Object writeReplace() {
        return clone();
    }
}

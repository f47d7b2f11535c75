package dev.odb.core.record.tracked;

import java.util.Map;

/** An entry whose {@code setValue} is tracked. */
final class ViewEntry<K, V> implements Map.Entry<K, V> {
    private final Tracker tracker;
    private final Map.Entry<K, V> base;

    ViewEntry(Tracker tracker, Map.Entry<K, V> base) {
        this.tracker = tracker;
        this.base = base;
    }

    @Override
    public K getKey() {
        return base.getKey();
    }

    @Override
    public V getValue() {
        return base.getValue();
    }

    @Override
    public V setValue(V value) {
        tracker.changing();
        return base.setValue(StandInArguments.value(value));
    }

    @Override
    public boolean equals(Object other) {
        return base.equals(other);
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

package dev.odb.core.version;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges two changes of a map that concern different keys. */
final class MapMerge {
    private MapMerge() {}

    /**
     * What the map is with both changes of it.
     *
     * @throws IllegalStateException if both have changed the entry of a key, to something else
     */
    static <K, V> SortedMap<K, V> merged(Map<K, V> old, Map<K, V> committed, Map<K, V> mine) {
        SortedMap<K, V> both = new TreeMap<>(mine);
        Set<K> keys = new HashSet<>(old.keySet());
        keys.addAll(committed.keySet());
        for (K key : keys) {
            if (!same(key, old, committed) && !same(key, committed, mine)) {
                if (!same(key, old, mine)) {
                    throw new IllegalStateException("both have changed " + key);
                }
                take(key, committed, both);
            }
        }
        return both;
    }

    private static <K, V> boolean same(K key, Map<K, V> one, Map<K, V> other) {
        return one.containsKey(key) == other.containsKey(key) && Objects.equals(one.get(key), other.get(key));
    }

    private static <K, V> void take(K key, Map<K, V> from, Map<K, V> to) {
        if (from.containsKey(key)) {
            to.put(key, from.get(key));
        } else {
            to.remove(key);
        }
    }
}

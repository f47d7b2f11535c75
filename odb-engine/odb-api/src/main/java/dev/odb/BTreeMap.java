package dev.odb;

import dev.odb.collections.Tree;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;

/**
 * A sorted map for many entries and many writers. It is kept in pages of some dozens of entries, each a record of its
 * own, so that a change writes one page and a search loads one page a level; a map that fits into one page is one record.
 *
 * <p>Concurrent changes merge where they do not touch the same keys: different keys put, removed or set to new values,
 * or one key set to the same new value by both. They conflict, and are worth a replay, if both change, remove or insert
 * one key, if one removes the first key of a page or empties it, and if one splits a page or takes an empty one out.
 *
 * <p>Keys are ordered by their natural order or by a comparator that can be stored, an enum or a record for example,
 * and must not change while they are in the map; null is refused. Values may be null. Iterators never throw {@link
 * java.util.ConcurrentModificationException}: they go on with the keys that are there when they get to them. Their
 * entries have the value of that moment. {@link #size()} needs no scan, that of a range view does.
 *
 * @param <K> storable and comparable; persistent objects as keys make concurrent changes of one page conflict
 * @param <V> anything storable
 */
@Persistent
public class BTreeMap<K, V> extends Tree<K, V> implements NavigableMap<K, V> {
    /** Makes an empty map in the natural order of its keys. */
    public BTreeMap() {
        this((Comparator<? super K>) null);
    }

    /** Makes an empty map in the comparator's order, or the natural one if it is null. */
    public BTreeMap(Comparator<? super K> comparator) {
        super(comparator);
    }

    /** Makes a map of the given entries in the natural order of their keys. */
    public BTreeMap(Map<? extends K, ? extends V> entries) {
        this();
        all().putAll(entries);
    }

    /**
     * Fills this empty map with entries that come in the order of its keys: several times as fast as to put them one by
     * one, since each page is made once. Pages are left a tenth empty for what comes later.
     *
     * @param sorted the entries; with a {@link SortedMap} of the same order, {@code map.entrySet().iterator()}
     * @throws UnsortedInputException if they are not in order or a key comes twice; the map is unchanged then
     * @throws IllegalStateException if the map is not empty
     */
    public void loadSorted(Iterator<? extends Map.Entry<? extends K, ? extends V>> sorted) {
        load(sorted);
    }

    @Override
    public int size() {
        return all().size();
    }

    @Override
    public boolean isEmpty() {
        return all().isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return all().containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return all().containsValue(value);
    }

    @Override
    public V get(Object key) {
        return all().get(key);
    }

    @Override
    public V put(K key, V value) {
        return all().put(key, value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        all().putAll(entries);
    }

    @Override
    public V remove(Object key) {
        return all().remove(key);
    }

    @Override
    public void clear() {
        all().clear();
    }

    @Override
    public NavigableSet<K> keySet() {
        return all().navigableKeySet();
    }

    @Override
    public Collection<V> values() {
        return all().values();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return all().entrySet();
    }

    @Override
    public Comparator<? super K> comparator() {
        return all().comparator();
    }

    @Override
    public K firstKey() {
        return all().firstKey();
    }

    @Override
    public K lastKey() {
        return all().lastKey();
    }

    @Override
    public K lowerKey(K key) {
        return all().lowerKey(key);
    }

    @Override
    public K floorKey(K key) {
        return all().floorKey(key);
    }

    @Override
    public K ceilingKey(K key) {
        return all().ceilingKey(key);
    }

    @Override
    public K higherKey(K key) {
        return all().higherKey(key);
    }

    @Override
    public Map.Entry<K, V> firstEntry() {
        return all().firstEntry();
    }

    @Override
    public Map.Entry<K, V> lastEntry() {
        return all().lastEntry();
    }

    @Override
    public Map.Entry<K, V> lowerEntry(K key) {
        return all().lowerEntry(key);
    }

    @Override
    public Map.Entry<K, V> floorEntry(K key) {
        return all().floorEntry(key);
    }

    @Override
    public Map.Entry<K, V> ceilingEntry(K key) {
        return all().ceilingEntry(key);
    }

    @Override
    public Map.Entry<K, V> higherEntry(K key) {
        return all().higherEntry(key);
    }

    @Override
    public Map.Entry<K, V> pollFirstEntry() {
        return all().pollFirstEntry();
    }

    @Override
    public Map.Entry<K, V> pollLastEntry() {
        return all().pollLastEntry();
    }

    @Override
    public NavigableMap<K, V> descendingMap() {
        return all().descendingMap();
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return all().navigableKeySet();
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return all().descendingKeySet();
    }

    @Override
    public NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
        return all().subMap(from, fromInclusive, to, toInclusive);
    }

    @Override
    public NavigableMap<K, V> headMap(K to, boolean inclusive) {
        return all().headMap(to, inclusive);
    }

    @Override
    public NavigableMap<K, V> tailMap(K from, boolean inclusive) {
        return all().tailMap(from, inclusive);
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        return all().subMap(from, to);
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        return all().headMap(to);
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        return all().tailMap(from);
    }

    @Override
    public boolean equals(Object other) {
        return other == this || all().equals(other);
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}

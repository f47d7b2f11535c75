package dev.odb.collections;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;

/** The entries of a tree, or those in a range of keys, in either direction. */
final class RangeMap<K, V> extends AbstractMap<K, V> implements NavigableMap<K, V> {
    private final Tree<K, V> tree;
    private final Range<K> range;
    private final boolean descending;

    RangeMap(Tree<K, V> tree) {
        this(tree, Range.all(tree.order()), false);
    }

    private RangeMap(Tree<K, V> tree, Range<K> range, boolean descending) {
        this.tree = tree;
        this.range = range;
        this.descending = descending;
    }

    // -------- single keys

    @Override
    public boolean containsKey(Object key) {
        return lookup(key) != Tree.ABSENT;
    }

    @Override
    public V get(Object key) {
        return value(lookup(key));
    }

    private Object lookup(Object object) {
        K key = Keys.require(tree.order(), object);
        return range.contains(key) ? tree.lookup(key) : Tree.ABSENT;
    }

    @Override
    public V put(K key, V value) {
        Keys.require(tree.order(), key);
        Keys.compare(tree.order(), key, key);
        return value(tree.store(range.require(key), value));
    }

    @Override
    public V remove(Object object) {
        K key = Keys.require(tree.order(), object);
        return value(range.contains(key) ? tree.erase(key) : Tree.ABSENT);
    }

    @SuppressWarnings("unchecked")
    private static <V> V value(Object found) {
        return found == Tree.ABSENT ? null : (V) found;
    }

    // -------- all of them

    /** Counts the entries one by one if this is a range. */
    @Override
    public int size() {
        if (range.unbounded()) {
            return (int) Math.min(tree.entries(), Integer.MAX_VALUE);
        }
        int size = 0;
        for (Iterator<Map.Entry<K, V>> all = new Entries(); all.hasNext(); all.next()) {
            size++;
        }
        return size;
    }

    @Override
    public boolean isEmpty() {
        return start() == null;
    }

    @Override
    public void clear() {
        if (range.unbounded()) {
            tree.eraseAll();
        } else {
            super.clear();
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new EntrySet();
    }

    @Override
    public NavigableSet<K> keySet() {
        return navigableKeySet();
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return new KeySet<>(this, null);
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return descendingMap().navigableKeySet();
    }

    @Override
    public Comparator<? super K> comparator() {
        return descending ? Collections.reverseOrder(tree.order()) : tree.order();
    }

    // -------- neighbours

    private Cursor<K, V> lowest() {
        Cursor<K, V> cursor = new Cursor<>(tree);
        boolean found = range.from() == null ? cursor.first() : cursor.above(range.from(), range.fromInclusive());
        return found && range.notAfter(cursor.key()) ? cursor : null;
    }

    private Cursor<K, V> highest() {
        Cursor<K, V> cursor = new Cursor<>(tree);
        boolean found = range.to() == null ? cursor.last() : cursor.below(range.to(), range.toInclusive());
        return found && range.notBefore(cursor.key()) ? cursor : null;
    }

    private Cursor<K, V> above(K key, boolean inclusive) {
        if (!range.notBefore(key)) {
            return lowest();
        }
        Cursor<K, V> cursor = new Cursor<>(tree);
        return cursor.above(key, inclusive) && range.notAfter(cursor.key()) ? cursor : null;
    }

    private Cursor<K, V> below(K key, boolean inclusive) {
        if (!range.notAfter(key)) {
            return highest();
        }
        Cursor<K, V> cursor = new Cursor<>(tree);
        return cursor.below(key, inclusive) && range.notBefore(cursor.key()) ? cursor : null;
    }

    private Cursor<K, V> start() {
        return descending ? highest() : lowest();
    }

    private Cursor<K, V> end() {
        return descending ? lowest() : highest();
    }

    private Cursor<K, V> before(K key, boolean inclusive) {
        Keys.require(tree.order(), key);
        return descending ? above(key, inclusive) : below(key, inclusive);
    }

    private Cursor<K, V> after(K key, boolean inclusive) {
        Keys.require(tree.order(), key);
        return descending ? below(key, inclusive) : above(key, inclusive);
    }

    private static <K, V> Map.Entry<K, V> entry(Cursor<K, V> cursor) {
        return cursor == null ? null : new SimpleImmutableEntry<>(cursor.key(), cursor.value());
    }

    private static <K> K key(Cursor<K, ?> cursor) {
        return cursor == null ? null : cursor.key();
    }

    private static <K> K someKey(Cursor<K, ?> cursor) {
        if (cursor == null) {
            throw new NoSuchElementException();
        }
        return cursor.key();
    }

    private Map.Entry<K, V> poll(Cursor<K, V> cursor) {
        if (cursor != null) {
            tree.erase(cursor.key());
        }
        return entry(cursor);
    }

    @Override
    public Map.Entry<K, V> firstEntry() {
        return entry(start());
    }

    @Override
    public Map.Entry<K, V> lastEntry() {
        return entry(end());
    }

    @Override
    public Map.Entry<K, V> lowerEntry(K key) {
        return entry(before(key, false));
    }

    @Override
    public Map.Entry<K, V> floorEntry(K key) {
        return entry(before(key, true));
    }

    @Override
    public Map.Entry<K, V> ceilingEntry(K key) {
        return entry(after(key, true));
    }

    @Override
    public Map.Entry<K, V> higherEntry(K key) {
        return entry(after(key, false));
    }

    @Override
    public Map.Entry<K, V> pollFirstEntry() {
        return poll(start());
    }

    @Override
    public Map.Entry<K, V> pollLastEntry() {
        return poll(end());
    }

    @Override
    public K firstKey() {
        return someKey(start());
    }

    @Override
    public K lastKey() {
        return someKey(end());
    }

    @Override
    public K lowerKey(K key) {
        return key(before(key, false));
    }

    @Override
    public K floorKey(K key) {
        return key(before(key, true));
    }

    @Override
    public K ceilingKey(K key) {
        return key(after(key, true));
    }

    @Override
    public K higherKey(K key) {
        return key(after(key, false));
    }

    // -------- parts

    private NavigableMap<K, V> view(Range<K> part) {
        return new RangeMap<>(tree, part, descending);
    }

    @Override
    public NavigableMap<K, V> descendingMap() {
        return new RangeMap<>(tree, range, !descending);
    }

    @Override
    public NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
        return view(
                descending
                        ? range.between(to, toInclusive, from, fromInclusive)
                        : range.between(from, fromInclusive, to, toInclusive));
    }

    @Override
    public NavigableMap<K, V> headMap(K to, boolean inclusive) {
        return view(descending ? range.from(to, inclusive) : range.to(to, inclusive));
    }

    @Override
    public NavigableMap<K, V> tailMap(K from, boolean inclusive) {
        return view(descending ? range.to(from, inclusive) : range.from(from, inclusive));
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

    // -------- entries

    private final class EntrySet extends AbstractSet<Map.Entry<K, V>> {
        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new Entries();
        }

        @Override
        public int size() {
            return RangeMap.this.size();
        }

        @Override
        public boolean isEmpty() {
            return RangeMap.this.isEmpty();
        }

        @Override
        public boolean contains(Object object) {
            if (!(object instanceof Map.Entry<?, ?> entry)) {
                return false;
            }
            Object found = lookup(entry.getKey());
            return found != Tree.ABSENT && (found == null ? entry.getValue() == null : found.equals(entry.getValue()));
        }

        @Override
        public boolean remove(Object object) {
            boolean there = contains(object);
            if (there) {
                RangeMap.this.remove(((Map.Entry<?, ?>) object).getKey());
            }
            return there;
        }

        @Override
        public void clear() {
            if (range.unbounded()) {
                tree.eraseAll();
            } else {
                super.clear();
            }
        }
    }

    private final class Entries implements Iterator<Map.Entry<K, V>> {
        private Cursor<K, V> cursor;
        private boolean begun;
        private boolean ahead;
        private K removable;

        @Override
        public boolean hasNext() {
            if (!ahead && (!begun || cursor != null)) {
                cursor = begun ? step() : start();
                begun = true;
                ahead = true;
            }
            return cursor != null;
        }

        private Cursor<K, V> step() {
            boolean found = descending ? cursor.previous() : cursor.next();
            boolean inside = found && (descending ? range.notBefore(cursor.key()) : range.notAfter(cursor.key()));
            return inside ? cursor : null;
        }

        @Override
        public Map.Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ahead = false;
            removable = cursor.key();
            return new TreeEntry<>(tree, cursor.key(), cursor.value());
        }

        @Override
        public void remove() {
            if (removable == null) {
                throw new IllegalStateException("Nothing was returned by next() since the last removal.");
            }
            tree.erase(removable);
            removable = null;
        }
    }
}

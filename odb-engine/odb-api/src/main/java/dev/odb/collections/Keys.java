package dev.odb.collections;

import java.util.Comparator;

/** The order of keys. */
final class Keys {
    private Keys() {}

    /** Compares by the comparator, or by the natural order if it is null. */
    @SuppressWarnings("unchecked")
    static <K> int compare(Comparator<? super K> order, K one, K other) {
        return order == null ? ((Comparable<? super K>) one).compareTo(other) : order.compare(one, other);
    }

    /** Refuses what cannot be a key. */
    @SuppressWarnings("unchecked")
    static <K> K require(Comparator<? super K> order, Object key) {
        if (key == null) {
            throw CollectionMessages.nullKey();
        }
        if (order == null && !(key instanceof Comparable)) {
            throw CollectionMessages.noOrder(key);
        }
        return (K) key;
    }
}

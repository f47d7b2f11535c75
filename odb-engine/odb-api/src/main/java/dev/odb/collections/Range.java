package dev.odb.collections;

import java.util.Comparator;

/**
 * A range of keys.
 *
 * @param order the comparator, null for the natural order
 * @param from the lower bound, null for none
 * @param to the upper bound, null for none
 */
record Range<K>(Comparator<? super K> order, K from, boolean fromInclusive, K to, boolean toInclusive) {
    static <K> Range<K> all(Comparator<? super K> order) {
        return new Range<>(order, null, true, null, true);
    }

    boolean unbounded() {
        return from == null && to == null;
    }

    boolean contains(K key) {
        return notBefore(key) && notAfter(key);
    }

    /** Whether the key is not too small. */
    boolean notBefore(K key) {
        return from == null || inside(Keys.compare(order, key, from), fromInclusive);
    }

    /** Whether the key is not too great. */
    boolean notAfter(K key) {
        return to == null || inside(Keys.compare(order, to, key), toInclusive);
    }

    private static boolean inside(int compared, boolean inclusive) {
        return inclusive ? compared >= 0 : compared > 0;
    }

    /** Throws if the key is outside. */
    K require(K key) {
        if (!contains(key)) {
            throw CollectionMessages.outOfRange(key, this);
        }
        return key;
    }

    /** The part from a bound on. */
    Range<K> from(K bound, boolean inclusive) {
        return new Range<>(order, bound(bound, inclusive), inclusive, to, toInclusive);
    }

    /** The part up to a bound. */
    Range<K> to(K bound, boolean inclusive) {
        return new Range<>(order, from, fromInclusive, bound(bound, inclusive), inclusive);
    }

    Range<K> between(K low, boolean lowInclusive, K high, boolean highInclusive) {
        Keys.require(order, low);
        Keys.require(order, high);
        if (Keys.compare(order, low, high) > 0) {
            throw CollectionMessages.emptyRange(low, high);
        }
        bound(low, lowInclusive);
        bound(high, highInclusive);
        return new Range<>(order, low, lowInclusive, high, highInclusive);
    }

    /** A bound that excludes itself may be one that this range excludes. */
    private K bound(K bound, boolean inclusive) {
        Keys.require(order, bound);
        Range<K> bounds = inclusive ? this : new Range<>(order, from, true, to, true);
        bounds.require(bound);
        Keys.compare(order, bound, bound);
        return bound;
    }

    @Override
    public String toString() {
        return (fromInclusive ? "[" : "(") + (from == null ? "" : from) + ", " + (to == null ? "" : to)
                + (toInclusive ? "]" : ")");
    }
}

package dev.odb.collections;

import dev.odb.Persistent;
import dev.odb.Resolvable;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A leaf below an inner page; never empty while it is linked. */
@Persistent
final class Bucket<K, V> extends Page<K, V> implements Resolvable<Bucket<K, V>> {
    private Bucket<K, V> next;

    /**
     * Another number whenever the range of keys that belong here has changed. A page above may change the range without
     * any change of the entries; undoing a change of this leaf or of that page must not bring together entries of one
     * range with another range.
     */
    private long shape;

    Bucket(Comparator<? super K> order, List<K> keys, List<Object> values, Bucket<K, V> next) {
        super(order, keys, values);
        this.next = next;
    }

    @Override
    boolean inner() {
        return false;
    }

    /** The leaf with the next greater keys, null for the last. */
    Bucket<K, V> next() {
        return next;
    }

    void next(Bucket<K, V> bucket) {
        next = bucket;
    }

    /** Moves the entries from an index on into a new bucket that follows this one. */
    Bucket<K, V> split(int at) {
        int end = width();
        Bucket<K, V> right = new Bucket<>(order(), keys().subList(at, end), items().subList(at, end), next);
        fill(keys().subList(0, at), items().subList(0, at));
        next = right;
        reshape();
        return right;
    }

    /** The range of keys that belong here changes. */
    void reshape() {
        shape = ThreadLocalRandom.current().nextLong();
    }

    @Override
    public Bucket<K, V> resolve(Bucket<K, V> old, Bucket<K, V> committed, Bucket<K, V> mine) {
        if (old.next != committed.next || old.next != mine.next) {
            throw CollectionMessages.conflict(0, "a bucket was split, or its neighbour removed");
        }
        if (old.shape != committed.shape || old.shape != mine.shape) {
            throw CollectionMessages.conflict(0, "a bucket took over the range of its neighbour");
        }
        BucketMerge.merge(old, committed, mine);
        return mine;
    }
}

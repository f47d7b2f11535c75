package dev.odb.collections;

import dev.odb.Persistent;
import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Merges two concurrent changes of a leaf, key by key, with the rules and reason codes of ZODB's BTrees. Each leaf is
 * merged alone, therefore whatever could make its neighbours or its parent wrong is a conflict: a leaf that becomes
 * empty, and the deletion of its first key.
 */
final class BucketMerge<K, V> {
    /** The reason where keys are persistent objects: they are not loaded while merging and cannot be compared. */
    static final int INCOMPARABLE = -1;

    private final Side<K, V> old;
    private final Side<K, V> committed;
    private final Side<K, V> mine;
    private final Comparator<? super K> order;
    private final List<K> keys = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private BucketMerge(Page<K, V> old, Page<K, V> committed, Page<K, V> mine) {
        this.old = new Side<>(old);
        this.committed = new Side<>(committed);
        this.mine = new Side<>(mine);
        this.order = mine.order();
    }

    /** Gives {@code mine} the merged content. */
    static <K, V> void merge(Page<K, V> old, Page<K, V> committed, Page<K, V> mine) {
        BucketMerge<K, V> merge = new BucketMerge<>(old, committed, mine);
        merge.run();
        mine.fill(merge.keys, merge.values);
    }

    private void run() {
        if (committed.ended() || mine.ended()) {
            throw CollectionMessages.conflict(12, "one of them emptied the bucket");
        }
        while (!old.ended() && !committed.ended() && !mine.ended()) {
            step();
        }
        while (!committed.ended() && !mine.ended()) {
            takeLesser(6);
        }
        while (!old.ended() && !committed.ended()) {
            restDeleted(committed, 7);
        }
        while (!old.ended() && !mine.ended()) {
            restDeleted(mine, 8);
        }
        if (!old.ended()) {
            throw duelingDeletes(9, old.key());
        }
        while (!committed.ended()) {
            take(committed);
        }
        while (!mine.ended()) {
            take(mine);
        }
        // a last guard: to get here, one of them would have to delete the first key
        if (keys.isEmpty()) {
            throw CollectionMessages.conflict(10, "together they empty the bucket");
        }
    }

    private void step() {
        int toCommitted = compare(old.key(), committed.key());
        int toMine = compare(old.key(), mine.key());
        if (toCommitted == 0 && toMine == 0) {
            takeChanged();
        } else if (toCommitted == 0) {
            oneSided(toMine, mine, committed, 2);
        } else if (toMine == 0) {
            oneSided(toCommitted, committed, mine, 3);
        } else if (toCommitted > 0 || toMine > 0) {
            if (toCommitted > 0 && toMine > 0) {
                takeLesser(4);
            } else {
                take(toCommitted > 0 ? committed : mine);
            }
        } else {
            throw duelingDeletes(5, old.key());
        }
    }

    /** All three have the key. */
    private void takeChanged() {
        if (same(old, committed) || same(committed, mine)) {
            take(mine);
            committed.advance();
        } else if (same(old, mine)) {
            take(committed);
            mine.advance();
        } else {
            throw CollectionMessages.conflict(1, "both set the key '" + old.key() + "', to different values");
        }
        old.advance();
    }

    /** One side still has the old key; the other has inserted a lesser one, or deleted the old one. */
    private void oneSided(int toChanged, Side<K, V> changed, Side<K, V> other, int reason) {
        if (toChanged > 0) {
            take(changed);
        } else if (!same(old, other)) {
            throw changedAndDeleted(reason, old.key());
        } else if (changed.atFirst()) {
            throw CollectionMessages.conflict(13, "one of them deleted the bucket's first key '" + old.key() + "'");
        } else {
            old.advance();
            other.advance();
        }
    }

    /** The other side has ended before this key: what is left of the old keys was deleted there. */
    private void restDeleted(Side<K, V> side, int reason) {
        int toSide = compare(old.key(), side.key());
        if (toSide > 0) {
            take(side);
        } else if (toSide < 0) {
            throw duelingDeletes(reason, old.key());
        } else if (!same(old, side)) {
            throw changedAndDeleted(reason, old.key());
        } else {
            old.advance();
            side.advance();
        }
    }

    private void takeLesser(int reason) {
        int compared = compare(committed.key(), mine.key());
        if (compared == 0) {
            throw CollectionMessages.conflict(reason, "both inserted the key '" + mine.key() + "'");
        }
        take(compared < 0 ? committed : mine);
    }

    private void take(Side<K, V> side) {
        keys.add(side.key());
        values.add(side.value());
        side.advance();
    }

    private int compare(K one, K other) {
        if (persistent(one) || persistent(other)) {
            throw CollectionMessages.conflict(INCOMPARABLE, "keys that are persistent objects cannot be compared here");
        }
        return Keys.compare(order, one, other);
    }

    private static boolean same(Side<?, ?> one, Side<?, ?> other) {
        Object a = one.value();
        Object b = other.value();
        return a == b || (!persistent(a) && !persistent(b) && Objects.deepEquals(a, b));
    }

    private static boolean persistent(Object value) {
        return value instanceof Managed || (value != null && value.getClass().isAnnotationPresent(Persistent.class));
    }

    private static BucketConflictException changedAndDeleted(int reason, Object key) {
        return CollectionMessages.conflict(reason, "one changed and one deleted the key '" + key + "'");
    }

    private static BucketConflictException duelingDeletes(int reason, Object key) {
        return CollectionMessages.conflict(reason, "both deleted the key '" + key + "'");
    }

    /** One of the three states, read from the first key to the last. */
    private static final class Side<K, V> {
        private final Page<K, V> page;
        private int at;

        Side(Page<K, V> page) {
            this.page = page;
        }

        boolean ended() {
            return at >= page.width();
        }

        boolean atFirst() {
            return at == 0;
        }

        K key() {
            return page.key(at);
        }

        V value() {
            return page.value(at);
        }

        void advance() {
            at++;
        }
    }
}

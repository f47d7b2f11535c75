package dev.odb.core.version;

import dev.odb.Persistent;
import dev.odb.Resolvable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a version with some of the oids. Transactions that put different ones into it merge. With too many it splits into
 * parts by the next bits of the oid, so that to put one more in writes about as much in a large version as in a small one.
 */
@Persistent
final class VersionStripe implements Resolvable<VersionStripe> {
    private static final int MOST = 256;
    private static final int BITS = 4;

    /** How many bits of the oid led here. */
    private final int shift;
    /** By oid; null for one without a lock. Empty once it has parts. */
    private SortedMap<Long, StoredLock> objects = new TreeMap<>();
    /** None, or one for each value of the next bits; they stay. */
    private final List<VersionStripe> parts = new ArrayList<>();

    VersionStripe(int shift) {
        this.shift = shift;
    }

    /** The one that has the object if any has it. */
    private VersionStripe leaf(long oid) {
        return parts.isEmpty() ? this : part(oid).leaf(oid);
    }

    private VersionStripe part(long oid) {
        return parts.get((int) (oid >>> shift) & (1 << BITS) - 1);
    }

    /** It and all that it has split into. */
    void addTo(List<VersionStripe> all) {
        all.add(this);
        parts.forEach(part -> part.addTo(all));
    }

    /** The oids that it has itself. */
    Set<Long> oids() {
        return objects.keySet();
    }

    /** Has the object be in it. */
    void add(long oid) {
        VersionStripe leaf = leaf(oid);
        if (!leaf.objects.containsKey(oid)) {
            leaf.put(oid, null);
        }
    }

    /** Has it have the object with that lock, or null. */
    void lock(long oid, StoredLock lock) {
        leaf(oid).put(oid, lock);
    }

    /** The lock on the object, or null. */
    StoredLock lock(long oid) {
        return leaf(oid).objects.get(oid);
    }

    /** Has the object be in it no more. */
    void remove(long oid) {
        leaf(oid).objects.remove(oid);
    }

    private void put(long oid, StoredLock lock) {
        objects.put(oid, lock);
        if (objects.size() > MOST) {
            split();
        }
    }

    /** Comes to an end since no two oids have all bits in common. */
    private void split() {
        for (int i = 0; i < 1 << BITS; i++) {
            parts.add(new VersionStripe(shift + BITS));
        }
        objects.forEach((oid, lock) -> part(oid).put(oid, lock));
        objects.clear();
    }

    /**
     * With both changes.
     *
     * @throws IllegalStateException if both concern the same object, or one of them has split it
     */
    @Override
    public VersionStripe resolve(VersionStripe old, VersionStripe committed, VersionStripe mine) {
        if (!committed.parts.isEmpty() || !mine.parts.isEmpty()) {
            throw new IllegalStateException("it was split");
        }
        mine.objects = MapMerge.merged(old.objects, committed.objects, mine.objects);
        return mine;
    }
}

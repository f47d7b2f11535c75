package dev.odb.core.version;

import dev.odb.Persistent;
import dev.odb.Resolvable;
import java.util.SortedMap;
import java.util.TreeMap;

/** The objects of a version with some of the oids. Transactions that put different ones into it merge. */
@Persistent
final class VersionStripe implements Resolvable<VersionStripe> {
    /** By oid; null for one without a lock. */
    private SortedMap<Long, StoredLock> objects = new TreeMap<>();

    SortedMap<Long, StoredLock> objects() {
        return objects;
    }

    @Override
    public VersionStripe resolve(VersionStripe old, VersionStripe committed, VersionStripe mine) {
        mine.objects = MapMerge.merged(old.objects, committed.objects, mine.objects);
        return mine;
    }
}

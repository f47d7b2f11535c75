package dev.odb.core.storage.cache;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Chooses what is loaded along with an object that is not in the cache, for a storage that {@linkplain
 * Storage#loadsTogether() answers for many objects in hardly more time than for one}. Nothing is guessed about classes. Who
 * misses an object came to it through one that refers to it; what else that one refers to is likely to be next. If objects
 * that were themselves loaded together are followed one after the other, then what the rest of them refers to is likely as
 * well: a list's page, its elements, and their parts take a few steps, however many they are. With each miss of the same
 * kind more is loaded, at first little, so that who reads single objects pays little for what he does not want. For any
 * thread.
 */
final class ReadAhead {
    private static final long[] NONE = {};
    private static final int FIRST = 8;
    private static final int GROWTH = 8;
    private static final int MOST = 512;
    private static final int FEWEST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 20;
    /** Of the cache, for each slot, so that what is remembered of an object lasts about as long as its record. */
    private static final long BYTES_A_SLOT = 256;

    private final References references;
    private final RecordCache cache;
    /*
     * What is remembered of an object is in the slot of its oid, where another one may take its place; so it is a guess until
     * it was looked whether the record or the group has the object.
     */
    private final long[] parents;
    private final Group[] groups;
    /** Up to how many objects were loaded when one was missed to which it refers. */
    private final short[] windows;

    /**
     * For the storage behind a cache.
     *
     * @param references what records refer to
     * @param maxBytes of the cache
     */
    ReadAhead(References references, RecordCache cache, long maxBytes) {
        this.references = references;
        this.cache = cache;
        long slots = Math.max(FEWEST_SLOTS, Math.min(MOST_SLOTS, maxBytes / BYTES_A_SLOT));
        parents = new long[(int) Long.highestOneBit(slots)];
        groups = new Group[parents.length];
        windows = new short[parents.length];
    }

    /** The object and others that are likely to be read and are not in the cache. */
    synchronized long[] with(long oid, long snapshot) {
        long parent = parents[slot(oid)];
        long[] targets = targets(cache.get(parent, snapshot));
        for (int at = 0; at < targets.length; at++) {
            if (targets[at] == oid) {
                return with(parent, targets, at, snapshot);
            }
        }
        return new long[] {oid};
    }

    private long[] with(long parent, long[] targets, int at, long snapshot) {
        int slot = slot(parent);
        windows[slot] = (short) grown(windows[slot]);
        Set<Long> chosen = new LinkedHashSet<>();
        chosen.add(targets[at]);
        add(chosen, targets, at, windows[slot]);
        Group group = groups[slot];
        int place = group == null ? -1 : Arrays.binarySearch(group.oids, parent);
        if (place >= 0) {
            for (int i = 1; i <= group.window && i < group.oids.length && chosen.size() < MOST; i++) {
                long other = group.oids[(place + i) % group.oids.length];
                add(chosen, targets(cache.get(other, snapshot)), 0, MOST);
            }
            group.window = grown(group.window);
        }
        return chosen.stream().mapToLong(Long::longValue).toArray();
    }

    private static int grown(int window) {
        return window == 0 ? FIRST : Math.min(MOST, window * GROWTH);
    }

    /** Adds those of them, from one on, that are not in the cache, until there are so many. */
    private void add(Set<Long> chosen, long[] targets, int from, int most) {
        for (int i = 0; i < targets.length && chosen.size() < most; i++) {
            long target = targets[(from + i) % targets.length];
            if (!cache.has(target)) {
                chosen.add(target);
            }
        }
    }

    private long[] targets(Revision known) {
        try {
            return known == null ? NONE : references.of(known.record());
        } catch (CorruptStorageException e) {
            // the matter of who reads that one
            return NONE;
        }
    }

    private int slot(long oid) {
        return Mix.bits(oid) & parents.length - 1;
    }

    /** These were loaded in one step. */
    synchronized void loaded(Map<Long, Revision> revisions) {
        Group group = new Group(revisions.keySet());
        revisions.forEach((oid, revision) -> {
            long[] targets = targets(revision);
            if (targets.length > 0) {
                groups[slot(oid)] = group;
                windows[slot(oid)] = 0;
            }
            for (long target : targets) {
                parents[slot(target)] = oid;
            }
        });
    }

    /** Objects that were loaded in one step. */
    private static final class Group {
        private final long[] oids;
        /** Of how many of them that comes with the next that is missed to which they refer. */
        private int window;

        private Group(Set<Long> loaded) {
            oids = loaded.stream().mapToLong(Long::longValue).sorted().toArray();
        }
    }
}

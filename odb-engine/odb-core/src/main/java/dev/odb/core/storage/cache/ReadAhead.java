package dev.odb.core.storage.cache;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    private static final int REMEMBERED = 1 << 14;
    private static final int REFERENCES = 1 << 16;

    private final References references;
    private final RecordCache cache;
    /** In each slot, to which many oids hash, an oid and one that was seen to refer to it. */
    private final long[] referring = new long[2 * REFERENCES];

    private final Map<Long, Member> members = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Member> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * For the storage behind a cache.
     *
     * @param references what records refer to
     */
    ReadAhead(References references, RecordCache cache) {
        this.references = references;
        this.cache = cache;
    }

    /** The object and others that are likely to be read and are not in the cache. */
    synchronized long[] with(long oid, long snapshot) {
        int slot = slot(oid);
        long parent = referring[slot + 1];
        long[] targets = referring[slot] == oid ? targets(cache.get(parent, snapshot)) : NONE;
        for (int at = 0; at < targets.length; at++) {
            if (targets[at] == oid) {
                return with(parent, targets, at, snapshot);
            }
        }
        return new long[] {oid};
    }

    private long[] with(long parent, long[] targets, int at, long snapshot) {
        Member member = members.computeIfAbsent(parent, key -> new Member());
        member.window = grown(member.window);
        Set<Long> chosen = new LinkedHashSet<>();
        chosen.add(targets[at]);
        add(chosen, targets, at, member.window);
        Group group = member.group;
        if (group != null) {
            int place = Arrays.binarySearch(group.oids, parent);
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

    private static int slot(long oid) {
        return 2 * (Mix.bits(oid) & REFERENCES - 1);
    }

    /** These were loaded in one step. */
    synchronized void loaded(Map<Long, Revision> revisions) {
        Group group = revisions.size() == 1 ? null : new Group(revisions.keySet());
        revisions.forEach((oid, revision) -> {
            if (group != null) {
                members.computeIfAbsent(oid, key -> new Member()).group = group;
            }
            for (long target : targets(revision)) {
                referring[slot(target)] = target;
                referring[slot(target) + 1] = oid;
            }
        });
    }

    /** What is remembered of an object. */
    private static final class Member {
        /** Up to how many objects were loaded when one was missed to which it refers. */
        private int window;
        /** What it was loaded with, or null. */
        private Group group;
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

package dev.odb.core.object;

import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Writes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects whose reading counts in one transaction, with the serials that were seen. New objects, which have none, do
 * not. Not thread-safe.
 */
final class ReadSet {
    private final Map<Long, Long> verified = new HashMap<>();
    private final Map<Long, Long> unchanged = new HashMap<>();
    private final SeenObjects nodes = new SeenObjects();
    private final SeenObjects seen = new SeenObjects();
    private boolean everything;
    private boolean incomplete;

    /** From now on every object that is {@link #seen} counts. */
    void countEverything() {
        everything = true;
    }

    /** Whether every object that is seen counts. */
    boolean countsEverything() {
        return everything;
    }

    /** The object's state was shown to the application. */
    void seen(long oid, long serial) {
        if (everything && serial != 0) {
            seen.putIfAbsent(oid, serial);
        }
    }

    /** The seen state is what a newer revision has replaced on this transaction's behalf. */
    void moved(long oid, long from, long to) {
        if (everything && seen.get(oid) == from) {
            seen.put(oid, to);
        }
    }

    /** An object that may have been seen is no longer among those in memory. */
    void letGo() {
        incomplete |= !everything;
    }

    /** Whether objects may have been seen that are not in memory and do not count. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** Under {@code readCurrent}. */
    void verify(long oid, long serial) {
        if (serial != 0) {
            verified.put(oid, serial);
        }
    }

    /** Under {@code requireUnchanged}: counts even if the transaction writes nothing. */
    void requireUnchanged(long oid, long serial) {
        unchanged.put(oid, serial);
    }

    /** An inner node that a collection passed on the way to a change: counts if the transaction does not write it. */
    void readNode(long oid, long serial) {
        if (serial != 0) {
            nodes.put(oid, serial);
        }
    }

    /** Whether a change of it by another must not be merged with one of this transaction. */
    boolean isPinned(long oid) {
        return verified.containsKey(oid) || unchanged.containsKey(oid) || seen.get(oid) != 0;
    }

    Set<Long> verifiedOids() {
        if (verified.isEmpty() && seen.isEmpty()) {
            return Set.of();
        }
        Set<Long> oids = new HashSet<>(verified.keySet());
        seen.forEach((oid, serial) -> oids.add(oid));
        return oids;
    }

    Set<Long> unchangedOids() {
        return unchanged.isEmpty() ? Set.of() : Set.copyOf(unchanged.keySet());
    }

    /** What a commit with these writes has to check beside them, in oid order. */
    List<ReadCheck> checks(Writes writes) {
        if (unchanged.isEmpty() && verified.isEmpty() && seen.isEmpty() && (nodes.isEmpty() || writes.isEmpty())) {
            return List.of();
        }
        Map<Long, Long> reads = new TreeMap<>(unchanged);
        seen.forEach(reads::put);
        reads.putAll(verified);
        if (!writes.isEmpty()) {
            nodes.forEach(reads::put);
        }
        reads.keySet().removeIf(oid -> writes.find(oid) >= 0);
        return reads.entrySet().stream()
                .map(entry -> new ReadCheck(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The next transaction; whether everything counts stays. */
    void clear() {
        verified.clear();
        unchanged.clear();
        nodes.clear();
        seen.clear();
        incomplete = false;
    }
}

package dev.odb.core.object;

import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Writes;
import java.util.HashMap;
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
    private final Map<Long, Long> nodes = new HashMap<>();

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
        return verified.containsKey(oid) || unchanged.containsKey(oid);
    }

    Set<Long> verifiedOids() {
        return Set.copyOf(verified.keySet());
    }

    Set<Long> unchangedOids() {
        return Set.copyOf(unchanged.keySet());
    }

    /** What a commit with these writes has to check beside them, in oid order. */
    List<ReadCheck> checks(Writes writes) {
        Map<Long, Long> reads = new TreeMap<>(unchanged);
        reads.putAll(verified);
        if (!writes.isEmpty()) {
            reads.putAll(nodes);
        }
        reads.keySet().removeIf(oid -> writes.find(oid) >= 0);
        return reads.entrySet().stream()
                .map(entry -> new ReadCheck(entry.getKey(), entry.getValue()))
                .toList();
    }

    void clear() {
        verified.clear();
        unchanged.clear();
        nodes.clear();
    }
}

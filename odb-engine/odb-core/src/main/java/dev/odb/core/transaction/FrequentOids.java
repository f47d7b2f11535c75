package dev.odb.core.transaction;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oids that are met most often, in bounded memory: Metwally, Agrawal, El Abbadi, <em>Efficient Computation of Frequent
 * and Top-k Elements in Data Streams</em> (2005), Space-Saving. An oid that is met more often than once in {@code places}
 * times is in; a count is never too low, and too high by its error at most. Not thread-safe.
 */
public final class FrequentOids {
    private final int places;
    private final Map<Long, Count> counts = new HashMap<>();

    /**
     * How often an oid was met.
     *
     * @param oid the oid
     * @param met how often
     * @param error by how much that may be too high
     */
    public record Count(long oid, long met, long error) {}

    FrequentOids(int places) {
        this.places = places;
    }

    void add(long oid) {
        Count known = counts.get(oid);
        if (known != null) {
            counts.put(oid, new Count(oid, known.met + 1, known.error));
        } else if (counts.size() < places) {
            counts.put(oid, new Count(oid, 1, 0));
        } else {
            // takes the place of the one met least often, and its count, since it may have been that one before
            Count least = counts.values().stream()
                    .min(Comparator.comparingLong(Count::met))
                    .orElseThrow();
            counts.remove(least.oid);
            counts.put(oid, new Count(oid, least.met + 1, least.met));
        }
    }

    List<Count> most(int number) {
        return counts.values().stream()
                .sorted(Comparator.comparingLong(Count::met).reversed().thenComparingLong(Count::oid))
                .limit(number)
                .toList();
    }
}

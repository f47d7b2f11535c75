package dev.odb.core.transaction;

import dev.odb.ConflictException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts lost transactions by class, and the objects they lose. Any thread. */
public final class ConflictCounts {
    private static final int REMEMBERED = 64;

    private final LongAdder merged = new LongAdder();
    private final Map<String, Long> byClass = new HashMap<>();
    private final FrequentOids oids = new FrequentOids(REMEMBERED);
    private long lost;

    void addMerged(int changes) {
        merged.add(changes);
    }

    synchronized void lost(ConflictException conflict) {
        lost++;
        if (!conflict.className().isEmpty()) {
            byClass.merge(conflict.className(), 1L, Long::sum);
        }
        for (long oid : conflict.lostOids()) {
            oids.add(oid);
        }
    }

    /** How many changes were merged. */
    public long merged() {
        return merged.sum();
    }

    /** How many transactions were lost. */
    public synchronized long lost() {
        return lost;
    }

    /** How many by the class of the first object that was lost, most first. */
    public synchronized Map<String, Long> byClass() {
        Map<String, Long> sorted = new LinkedHashMap<>();
        byClass.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** The objects that were lost most often, most often first. */
    public synchronized List<FrequentOids.Count> hot(int most) {
        return oids.most(most);
    }
}

package dev.odb.core.isolation;

import java.util.List;
import java.util.Set;

/**
 * All transactions, and what was there when all were over.
 *
 * @param transactions each at the index of its id
 * @param last the final state
 * @param serializable whether it was to be more than snapshot-isolated
 */
record History(List<Transaction> transactions, State last, boolean serializable) {
    /**
     * What a transaction sees that reads everything.
     *
     * @param census the counter that every insert adds to
     * @param total the counter that increments go to
     */
    record State(List<List<Long>> lists, Set<Long> keys, long census, long total) {}
}

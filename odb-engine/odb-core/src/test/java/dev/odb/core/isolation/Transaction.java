package dev.odb.core.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One recorded transaction.
 *
 * @param id its index in the history
 * @param begin nanoseconds, before its first use of the database
 * @param ending nanoseconds, before the call that decided it
 * @param end nanoseconds, after that call
 */
record Transaction(int id, long begin, long ending, long end, boolean committed, List<Step> steps) {
    /** Everything of that kind that it did, in order. */
    <S extends Step> Stream<S> steps(Class<S> type) {
        return steps.stream().filter(type::isInstance).map(type::cast);
    }

    /** The same without what a rollback to a savepoint took back. */
    <S extends Step> Stream<S> changes(Class<S> type) {
        return kept().stream().filter(type::isInstance).map(type::cast);
    }

    boolean writes() {
        return kept().stream()
                .anyMatch(step -> step instanceof Step.Append
                        || step instanceof Step.Insert
                        || step instanceof Step.Remove
                        || step instanceof Step.Add);
    }

    private List<Step> kept() {
        List<Step> kept = new ArrayList<>();
        Map<Integer, Integer> savepoints = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Savepoint savepoint) {
                savepoints.put(savepoint.number(), kept.size());
            } else if (step instanceof Step.Back back) {
                kept.subList(savepoints.get(back.savepoint()), kept.size()).clear();
            } else {
                kept.add(step);
            }
        }
        return kept;
    }

    @Override
    public String toString() {
        return "T" + id + (committed ? "" : " (rolled back)") + " " + steps;
    }
}

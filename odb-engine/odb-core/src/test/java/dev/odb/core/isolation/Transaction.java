package dev.odb.core.isolation;

import java.util.List;
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
    <S extends Step> Stream<S> steps(Class<S> type) {
        return steps.stream().filter(type::isInstance).map(type::cast);
    }

    boolean writes() {
        return steps.stream()
                .anyMatch(
                        step -> step instanceof Step.Append || step instanceof Step.Insert || step instanceof Step.Add);
    }

    @Override
    public String toString() {
        return "T" + id + (committed ? "" : " (rolled back)") + " " + steps;
    }
}

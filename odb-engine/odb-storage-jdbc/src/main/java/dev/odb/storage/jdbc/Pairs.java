package dev.odb.storage.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Pairs of numbers as a table in a statement. A few stand in it one by one, so that PostgreSQL knows how many there are and keeps
 * its plan: of arrays it supposes ten elements where it does not look, and as long as one with a look is cheaper it makes a plan
 * each time, which takes longer than what a small commit does by it. Many are two arrays.
 */
final class Pairs {
    static final int FEW = 8;

    private final List<Long> firsts = new ArrayList<>();
    private final List<Long> seconds = new ArrayList<>();

    void add(long first, long second) {
        firsts.add(first);
        seconds.add(second);
    }

    boolean isEmpty() {
        return firsts.isEmpty();
    }

    private boolean areFew() {
        return firsts.size() <= FEW && !firsts.isEmpty();
    }

    /** For {@code FROM}, without a name. */
    String table() {
        return areFew()
                ? "(VALUES " + String.join(", ", Collections.nCopies(firsts.size(), "(?, ?)")) + ")"
                : "unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[]))";
    }

    /** What is to be set in that. */
    List<Object> tableParameters() {
        List<Object> parameters = new ArrayList<>();
        if (areFew()) {
            for (int i = 0; i < firsts.size(); i++) {
                parameters.add(firsts.get(i));
                parameters.add(seconds.get(i));
            }
        } else {
            parameters.add(array(firsts));
            parameters.add(array(seconds));
        }
        return parameters;
    }

    /** A condition that a column has the first number of one of them. */
    String among(String column) {
        return areFew()
                ? column + " IN (" + String.join(", ", Collections.nCopies(firsts.size(), "?")) + ")"
                : column + " = ANY(?)";
    }

    /** What is to be set in that. */
    List<Object> amongParameters() {
        return areFew() ? List.copyOf(firsts) : List.of(array(firsts));
    }

    private static Message.Values array(List<Long> numbers) {
        return new Message.Values("bigint", numbers.toArray(Long[]::new));
    }
}

package dev.odb.benchmarks;

import java.util.List;
import java.util.function.Function;

/** What a table compares. */
final class Goals {
    /** Those of ODB with its own files. */
    static final Goals OF_FILES = new Goals("ODB", Row::goals);

    private final String whose;
    private final Function<Row, List<Goal>> goals;

    private Goals(String whose, Function<Row, List<Goal>> goals) {
        this.whose = whose;
        this.goals = goals;
    }

    /** Those of ODB on PostgreSQL: ahead of Hibernate, and commits beside a program that does the same checks and writes. */
    static Goals onPostgres() {
        return new Goals("ODB", row -> switch (row) {
            case LOAD, COLD_READ -> List.of(Goal.atLeast(3, "Hibernate"));
            case COMMIT_1, COMMIT_8, COMMIT_32 ->
                List.of(Goal.atLeast(0.8, "JDBC by hand"), Goal.atLeast(1, "Hibernate"));
            default -> List.of(Goal.atLeast(1, "Hibernate"));
        });
    }

    /** The contestant whose values should be so. */
    String whose() {
        return whose;
    }

    /** What its value should be; what the first one compares with is 1.00 in the whole row. */
    List<Goal> of(Row row) {
        return goals.apply(row);
    }
}

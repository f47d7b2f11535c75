package dev.odb.benchmarks;

import java.util.List;

/** What is measured; a row of the table. */
public enum Row {
    LOAD(
            "bulk load, 1,000 issues a transaction",
            "objects/s",
            Goal.atLeast(0.5, "raw log"),
            Goal.atLeast(1, "MVStore"),
            Goal.atLeast(1, "Xodus"),
            Goal.atLeast(1, "EclipseStore"),
            Goal.atLeast(1, "Hibernate + H2")),
    DISK("bytes on disk", "bytes/object", Goal.atMost(1.25, "raw log")),
    OPEN("open to first issue", "ms", Goal.atMost(1, "MVStore")),
    OPEN_MEMORY("heap after opening, above an empty JVM", "MiB", Goal.atMost(40)),
    COLD_READ("20,000 issues with author and comments, new process", "objects/s", Goal.atLeast(0.8, "raw log")),
    READ(
            "one issue with author and comments, a transaction each, warm",
            "transactions/s",
            Goal.atLeast(3, "Hibernate + H2"),
            Goal.atLeast(1, "MVStore"),
            Goal.atLeast(1, "Xodus"),
            Goal.atLeast(1, "EclipseStore")),
    HOT_READ(
            "all issues with author and comments, same connection, warm", "issues/s", Goal.atLeast(0.75, "plain Java")),
    COMMIT_1("change the status of a random issue, 1 thread", "commits/s", Goal.atLeast(0.85, "raw log")),
    COMMIT_2("the same, 2 threads", "commits/s", Goal.atLeast(1, COMMIT_1)),
    COMMIT_4("the same, 4 threads", "commits/s", Goal.atLeast(1, COMMIT_2)),
    COMMIT_8("the same, 8 threads", "commits/s", Goal.atLeast(1, COMMIT_4)),
    COMMIT_16("the same, 16 threads", "commits/s", Goal.atLeast(1, COMMIT_8)),
    COMMIT_32("the same, 32 threads", "commits/s", Goal.atLeast(0.6, "raw log"), Goal.atLeast(1, COMMIT_16)),
    COMMIT_64("the same, 64 threads", "commits/s", Goal.atLeast(1, COMMIT_32)),
    COUNTER_8("one counter, 8 threads", "commits/s", Goal.atLeast(0.8, COMMIT_8)),
    SAME_ISSUE_8("the status of one and the same issue, replayed, 8 threads", "commits/s", Goal.atLeast(0.7, COMMIT_1)),
    ATTEMPTS("attempts for each of these", "attempts/commit", Goal.atMost(3));

    /** Those whose growth with the database is looked at, in the order in which they are measured. */
    static final List<Row> GROWTH =
            List.of(LOAD, DISK, OPEN, OPEN_MEMORY, COLD_READ, READ, COMMIT_1, COMMIT_8, COMMIT_32);

    private final String text;
    private final String unit;
    private final List<Goal> goals;

    Row(String text, String unit, Goal... goals) {
        this.text = text;
        this.unit = unit;
        this.goals = List.of(goals);
    }

    /** What is done. */
    String text() {
        return text;
    }

    /** Of the value. */
    String unit() {
        return unit;
    }

    /** What the value of ODB with its own files should be. */
    List<Goal> goals() {
        return goals;
    }

    /** What other rows call it. */
    String label() {
        return text.startsWith("the same, ") ? text.substring("the same, ".length()) : text.replaceAll(".*, ", "");
    }

    /** Whether it comes with the measurement of another row. */
    boolean isByProduct() {
        return this == DISK || this == ATTEMPTS || this == OPEN_MEMORY;
    }
}

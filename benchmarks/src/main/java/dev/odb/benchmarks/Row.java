package dev.odb.benchmarks;

/** What is measured; a row of the table. */
public enum Row {
    LOAD("bulk load, 1,000 issues a transaction", "objects/s", "raw log"),
    DISK("bytes on disk", "bytes/object", "raw log"),
    OPEN("open to first issue", "ms", "MVStore"),
    OPEN_MEMORY("heap after opening, above an empty JVM", "MiB", "MVStore"),
    COLD_READ("20,000 issues with author and comments, new process", "objects/s", "raw log"),
    READ("one issue with author and comments, a transaction each, warm", "transactions/s", "Hibernate + H2"),
    HOT_READ("title and status of all issues, same connection, warm", "issues/s", "plain Java"),
    COMMIT_1("change the status of a random issue, 1 thread", "commits/s", "raw log"),
    COMMIT_8("the same, 8 threads", "commits/s", "raw log"),
    COMMIT_32("the same, 32 threads", "commits/s", "raw log"),
    COUNTER_8("one counter, 8 threads", "commits/s", "raw log"),
    SAME_ISSUE_8("the status of one and the same issue, 8 threads", "commits/s", "raw log");

    private final String text;
    private final String unit;
    private final String reference;

    Row(String text, String unit, String reference) {
        this.text = text;
        this.unit = unit;
        this.reference = reference;
    }

    /** What is done. */
    public String text() {
        return text;
    }

    /** Of the value. */
    public String unit() {
        return unit;
    }

    /** The contestant whose value is 1.00 in the column of ratios. */
    public String reference() {
        return reference;
    }

    /** Whether a smaller value is the better one. */
    public boolean smallerIsBetter() {
        return this == DISK || this == OPEN || this == OPEN_MEMORY;
    }
}

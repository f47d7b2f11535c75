package dev.odb.benchmarks.server;

/** What is measured; a row of the table. Values are microseconds a transaction. */
public enum Cost {
    EMPTY("empty transaction"),
    UNTOUCHED("a connection is got and closed, and not used"),
    READ("one issue with author and comments, a transaction each, warm"),
    WRITE("the status of one issue, one phase"),
    WRITE_BESIDE("the same beside a second XA resource, two phases"),
    FORCE("300 bytes appended to a file and forced");

    private final String text;

    Cost(String text) {
        this.text = text;
    }

    /** What is done. */
    public String text() {
        return text;
    }
}

package dev.odb.benchmarks.server;

import dev.odb.benchmarks.IssueText;
import java.util.List;

/**
 * Somebody who keeps issues inside the server, for one thread. All calls but {@link #force} are made in a JTA
 * transaction.
 */
interface Participant {
    /** As in the table. */
    String name();

    /** Whether it keeps anything, so that issues can be stored and read. */
    default boolean stores() {
        return true;
    }

    /** Stores new issues. */
    void load(List<IssueText> issues) throws Exception;

    /** Gets a connection and closes it without using it. */
    void untouched() throws Exception;

    /** Reads an issue with its author and comments; the checksum. */
    long read(int issue) throws Exception;

    /** Changes an issue. */
    void write(int issue, int status) throws Exception;

    /** The status of an issue. */
    int status(int issue) throws Exception;

    /** Makes the last commit durable, for those that don't do so by themselves. */
    default void force() throws Exception {}
}

package dev.odb.benchmarks.server;

/**
 * Somebody who takes part in transactions inside the server, for one thread. All calls but {@link #force} are made in a JTA
 * transaction.
 */
interface Participant {
    /** As in the table. */
    String name();

    /** Gets a connection and closes it without using it. */
    void untouched() throws Exception;

    /** Changes an issue, for those that keep any. */
    void write(int issue, int status) throws Exception;

    /** Makes the last commit durable, for those that don't do so by themselves. */
    default void force() throws Exception {}
}

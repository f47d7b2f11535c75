package dev.odb.benchmarks.server.fairness;

/** An object that all callers want to change. All threads may use it. */
interface HotObject {
    /** As in the table. */
    String name();

    /** Stores the object with the amount 0. */
    void create() throws Exception;

    /** Adds one in a transaction, which is durable when this returns, however many attempts that takes. */
    void increment() throws Exception;

    /** What is stored. */
    int amount() throws Exception;

    /** How many transactions were begun for increments so far, with those lost. */
    long attempts();
}

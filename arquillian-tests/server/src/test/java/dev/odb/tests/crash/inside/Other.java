package dev.odb.tests.crash.inside;

/** A number in the other resource of the transaction. */
interface Other {
    /** Makes it, with value 0; outside a transaction. */
    void create() throws Exception;

    /** The committed value, outside a transaction; -1 while none can be seen. */
    int value() throws Exception;

    /** Adds one in the thread's transaction, and so locks the number. */
    void add() throws Exception;

    /** Takes part in the thread's transaction without a change. */
    void touch() throws Exception;
}

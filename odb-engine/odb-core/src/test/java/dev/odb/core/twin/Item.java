package dev.odb.core.twin;

/** An object of the graph, persistent or plain. */
interface Item {
    long id();

    Object get(Slot slot);

    void put(Slot slot, Object value);

    /** Adds to the counter. */
    void count(long delta);
}

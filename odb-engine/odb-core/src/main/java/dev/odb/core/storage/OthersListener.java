package dev.odb.core.storage;

/** Told of the transactions that other processes have committed to the same database. */
@FunctionalInterface
public interface OthersListener {
    /**
     * Another process has committed; called in tid order, before {@link Storage#lastTid} shows the tid. Must be quick and must not
     * throw.
     *
     * @param oids what it wrote, or null if that is not known: everything may have changed
     */
    void committed(long tid, long[] oids);

    /** A pack of another process has removed these; from here on {@link Storage#isRemoved} says so. Must be quick and not throw. */
    default void packed(OidSet oids) {}
}

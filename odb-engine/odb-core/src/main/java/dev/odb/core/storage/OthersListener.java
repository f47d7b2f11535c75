package dev.odb.core.storage;

/**
 * Told of what other processes have done to the same database. Called on a thread that {@linkplain Storage#poll looks}, or
 * that publishes a commit.
 */
@FunctionalInterface
public interface OthersListener {
    /**
     * Another process has committed; called in tid order, before {@link Storage#lastTid} shows the tid. Must be quick and must
     * not throw.
     *
     * @param oids what it wrote, or null if that is not known: everything may have changed
     */
    void committed(long tid, long[] oids);

    /** {@link Storage#lastTid} shows those that were told. */
    default void published() {}

    /** Another process has decided a branch that this one had prepared; how is not known. */
    default void decided(BranchId id) {}
}

package dev.odb.storage.jdbc;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.Writes;
import java.util.ArrayList;
import java.util.List;

/** Transactions of another storage that wait to be written together. Guarded by the publisher's lock. */
final class RestoredTransactions {
    private static final int MOST_REVISIONS = 5000;
    private static final int MOST_TRANSACTIONS = 1000;
    private static final long MOST_BYTES = 8 << 20;

    private List<One> waiting = new ArrayList<>();
    private long revisions;
    private long bytes;

    /**
     * One of them.
     *
     * @param tid the one that it has
     * @param batch what it wrote
     */
    record One(long tid, Batch batch) {}

    void add(long tid, Batch batch) {
        waiting.add(new One(tid, batch));
        Writes writes = batch.writes();
        revisions += writes.size();
        if (writes.inMemory()) {
            for (int i = 0; i < writes.size(); i++) {
                bytes += writes.length(i);
            }
        }
    }

    /** The tid of the last one, or 0. */
    long newest() {
        return waiting.isEmpty() ? 0 : waiting.get(waiting.size() - 1).tid();
    }

    boolean areMany() {
        return waiting.size() >= MOST_TRANSACTIONS || revisions >= MOST_REVISIONS || bytes >= MOST_BYTES;
    }

    /** All, which wait here no longer. */
    List<One> take() {
        List<One> taken = waiting;
        waiting = new ArrayList<>();
        revisions = 0;
        bytes = 0;
        return taken;
    }
}

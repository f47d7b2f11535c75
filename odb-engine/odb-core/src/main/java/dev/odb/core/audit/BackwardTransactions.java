package dev.odb.core.audit;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.Writes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Transactions from the newest on. Storages give them forwards only, so it looks at windows of time, and keeps the last transactions
 * of each: a window is twice as wide as the one before, or as wide as what could be kept of it.
 */
final class BackwardTransactions implements Iterator<CommittedTransaction> {
    private static final long FIRST_WINDOW = Tids.at(Instant.EPOCH.plusSeconds(1));
    private static final int KEPT = 1000;
    private static final long WRITES_KEPT = 500_000;

    private final Storage storage;
    private final long first;
    private final Deque<CommittedTransaction> kept = new ArrayDeque<>();
    private long writes;
    private long last;
    private long width = FIRST_WINDOW;

    /** Both ends inclusive. */
    BackwardTransactions(Storage storage, long first, long last) {
        this.storage = storage;
        this.first = first;
        this.last = last;
    }

    @Override
    public boolean hasNext() {
        while (kept.isEmpty() && last >= first) {
            look();
        }
        return !kept.isEmpty();
    }

    private void look() {
        long from = Math.max(first, last - width + 1);
        boolean all = true;
        writes = 0;
        Iterator<CommittedTransaction> window = storage.transactions(from, last);
        while (window.hasNext()) {
            CommittedTransaction next = window.next();
            kept.addLast(next);
            writes += Writes.of(next.writes()).held();
            while (kept.size() > 1 && (kept.size() > KEPT || writes > WRITES_KEPT)) {
                writes -= Writes.of(kept.removeFirst().writes()).held();
                all = false;
            }
        }
        if (all) {
            last = from - 1;
            width = Math.min(2 * width, Long.MAX_VALUE / 4);
        } else {
            long oldest = kept.element().tid();
            width = last - oldest + 1;
            last = oldest - 1;
        }
    }

    @Override
    public CommittedTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return kept.removeLast();
    }
}

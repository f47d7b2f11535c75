package dev.odb.core.storage.overlay;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Writes;
import java.util.Iterator;

/** The transactions of the base and, behind them, those of the changes. One thread. */
final class OverlayTransactions implements Iterator<CommittedTransaction> {
    private final Iterator<CommittedTransaction> base;
    private final Iterator<CommittedTransaction> changes;
    private final Border border;
    private final long packed;

    /** Up to {@code packed} nothing stands before a revision. */
    OverlayTransactions(
            Iterator<CommittedTransaction> base, Iterator<CommittedTransaction> changes, Border border, long packed) {
        this.base = base;
        this.changes = changes;
        this.border = border;
        this.packed = packed;
    }

    @Override
    public boolean hasNext() {
        return base.hasNext() || changes.hasNext();
    }

    @Override
    public CommittedTransaction next() {
        if (base.hasNext()) {
            return base.next();
        }
        CommittedTransaction next = changes.next();
        return next.tid() <= packed
                ? next
                : new CommittedTransaction(next.tid(), next.metadata(), border.fromChanges(Writes.of(next.writes())));
    }
}

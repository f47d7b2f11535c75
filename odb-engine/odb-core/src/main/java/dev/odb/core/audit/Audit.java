package dev.odb.core.audit;

import dev.odb.AuditEntry;
import dev.odb.AuditQuery;
import dev.odb.AuditTrail;
import dev.odb.core.inflow.Bookkeeping;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PackMonitor;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.transaction.Snapshots;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Answers what an auditor asks, and keeps the trail of what packs drop. All threads may use it. */
public final class Audit {
    private static final int ORDERED =
            Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE;

    private final Storage storage;
    private final Snapshots snapshots;
    private final Supplier<Snapshots.Held> unpacked;
    private final StoredEntries stored;
    private final Trail trail;

    /**
     * Of an open database.
     *
     * @param unpacked waits for the end of a pack that runs, and keeps the next one from removing anything
     */
    public Audit(DatabaseContext database, Bookkeeping bookkeeping, Supplier<Snapshots.Held> unpacked) {
        this.unpacked = unpacked;
        storage = database.storage();
        snapshots = database.commits().snapshots();
        stored = new StoredEntries(storage, database.catalog());
        trail = new Trail(storage, bookkeeping, stored);
    }

    /** As {@link dev.odb.DatabaseAdministration#audit}. */
    public Stream<AuditEntry> audit(AuditQuery query) {
        Snapshots.Held held = unpacked.get();
        boolean begun = false;
        try {
            Iterator<AuditEntry> entries = new HeldEntries(entries(query), () -> snapshots.release(held));
            Stream<AuditEntry> stream =
                    StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, ORDERED), false);
            begun = true;
            return stream.filter(new AuditFilter(query)).onClose(() -> snapshots.release(held));
        } finally {
            if (!begun) {
                snapshots.release(held);
            }
        }
    }

    private Iterator<AuditEntry> entries(AuditQuery query) {
        storage.poll();
        long first = Math.max(1, Tids.at(query.from()));
        long last = Math.min(storage.lastTid(), Tids.upTo(query.to()));
        long kept = trail.end();
        Iterator<AuditEntry> before = trail.read(first, Math.min(last, kept), query.newestFirst());
        Iterator<AuditEntry> after = stored.entries(transactions(Math.max(first, kept + 1), last, query.newestFirst()));
        return query.newestFirst() ? new Succession<>(after, before) : new Succession<>(before, after);
    }

    /** Lets go at the end. */
    private record HeldEntries(Iterator<AuditEntry> entries, Runnable release) implements Iterator<AuditEntry> {
        @Override
        public boolean hasNext() {
            boolean more = entries.hasNext();
            if (!more) {
                release.run();
            }
            return more;
        }

        @Override
        public AuditEntry next() {
            return entries.next();
        }
    }

    /** One after the other. Streams that are made flat keep a whole one in memory for who iterates over them. */
    private record Succession<T>(Iterator<T> one, Iterator<T> other) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            return one.hasNext() || other.hasNext();
        }

        @Override
        public T next() {
            return one.hasNext() ? one.next() : other.next();
        }
    }

    private Iterator<CommittedTransaction> transactions(long first, long last, boolean newestFirst) {
        return newestFirst ? new BackwardTransactions(storage, first, last) : storage.transactions(first, last);
    }

    /** A pack is about to drop transactions up to that tid. */
    public void packing(AuditTrail wanted, long upTo, PackMonitor monitor) {
        if (wanted == AuditTrail.KEEP || wanted == AuditTrail.IF_THERE && trail.exists()) {
            trail.extend(upTo, monitor);
        }
    }

    /** A pack has dropped them. One that fails has dropped nothing; one that is killed before this is asked for again. */
    public void packed(AuditTrail wanted) {
        if (wanted == AuditTrail.DROP) {
            trail.drop();
        }
    }
}

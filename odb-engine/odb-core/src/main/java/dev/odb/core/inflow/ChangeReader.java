package dev.odb.core.inflow;

import dev.odb.core.object.DatabaseContext;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Writes;
import dev.odb.core.transaction.Snapshots;
import dev.odb.inflow.ChangeEvent;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Reads committed transactions one after the other, as events. While it reads one, the snapshot before it is held, so that
 * no pack takes it away meanwhile; between two it holds nothing. One thread.
 */
final class ChangeReader {
    private final DatabaseContext database;
    private final Storage storage;
    private final Supplier<Snapshots.Held> unpacked;
    private final RootNames roots;
    private final long subscription;
    private Iterator<CommittedTransaction> found = Collections.emptyIterator();
    private long foundUpTo;
    private long read;

    /**
     * Reads nothing yet.
     *
     * @param unpacked waits for the end of a pack that runs, and keeps the next one from removing anything
     * @param subscription its oid: what its own listener does is not told
     */
    ChangeReader(DatabaseContext database, Supplier<Snapshots.Held> unpacked, RootNames roots, long subscription) {
        this.database = database;
        this.storage = database.storage();
        this.unpacked = unpacked;
        this.roots = roots;
        this.subscription = subscription;
    }

    /** Everything up to that tid was looked at. */
    long read() {
        return read;
    }

    /** Goes on behind that tid. */
    void goTo(long tid) {
        read = tid;
        found = Collections.emptyIterator();
        foundUpTo = 0;
        roots.forget();
    }

    /**
     * The next transaction that there is something to tell of.
     *
     * @param over whether to stop looking
     * @return null if none is published yet
     * @throws LostException if it was packed away
     */
    ChangeEvent next(BooleanSupplier over) throws LostException {
        ChangeEvent event = null;
        while (event == null && !over.getAsBoolean()) {
            Snapshots.Held held = hold();
            boolean done = false;
            try {
                boolean any = find();
                event = any ? nextFound() : null;
                done = true;
                if (!any) {
                    return null;
                }
            } finally {
                database.commits().snapshots().release(held);
                if (!done) {
                    // the iterator may be past what could not be read
                    goTo(read);
                }
            }
        }
        return event;
    }

    private ChangeEvent nextFound() {
        CommittedTransaction next = found.next();
        ChangeEvent event = event(next);
        read = next.tid();
        return event;
    }

    /** That what comes next was packed away. */
    static final class LostException extends Exception {
        private static final long serialVersionUID = 1;

        final long packed;

        private LostException(long packed) {
            super("packed up to " + packed, null, false, false);
            this.packed = packed;
        }
    }

    private Snapshots.Held hold() throws LostException {
        Snapshots snapshots = database.commits().snapshots();
        Snapshots.Held held = snapshots.takePast(read);
        if (held == null) {
            // a pack is deciding how far it goes, or has taken it
            snapshots.release(unpacked.get());
            held = snapshots.takePast(read);
        }
        if (held == null) {
            throw new LostException(storage.packedTid());
        }
        return held;
    }

    private boolean find() {
        while (!found.hasNext()) {
            // of transactions that were packed nothing may be left
            read = Math.max(read, foundUpTo);
            long newest = storage.lastTid();
            if (newest <= read) {
                return false;
            }
            found = storage.transactions(read + 1, newest);
            foundUpTo = newest;
        }
        return true;
    }

    private ChangeEvent event(CommittedTransaction transaction) {
        long tid = transaction.tid();
        Writes writes = Writes.of(transaction.writes());
        Set<String> names = roots.written(tid, writes);
        if (!Backlog.mayConcern(transaction, subscription)) {
            return null;
        }
        TransactionMetadata about = transaction.metadata();
        ChangedObjects objects = ChangedObjects.of(tid, writes, storage, database.catalog());
        return objects.isEmpty()
                ? null
                : new ChangeEvent(
                        tid,
                        Tids.instant(tid),
                        about.user(),
                        about.description(),
                        Collections.unmodifiableSet(names),
                        objects);
    }
}

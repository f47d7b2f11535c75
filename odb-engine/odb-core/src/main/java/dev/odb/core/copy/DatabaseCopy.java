package dev.odb.core.copy;

import dev.odb.CopyReport;
import dev.odb.ObjectDatabase;
import dev.odb.core.record.ClassIdMap;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Repeats the transactions of one storage in another that is empty; then compares the two. What is committed meanwhile comes
 * along in further rounds, as long as each has at most half as much to do as the one before: until there is nothing left,
 * or others write about as fast as it copies.
 */
public final class DatabaseCopy {
    /** How much may be appended before it is forced. */
    private static final long FORCED_AFTER = 32 << 20;
    /** A transaction with longer records is read twice instead of being kept in memory. */
    private static final long KEPT = 4 << 20;

    private final Storage source;
    private final Storage target;
    private final Set<Integer> used = new HashSet<>();
    private final ClassIdMap classes;
    private final Guard guard;
    private final Totals totals;
    private final BlobCopy blobs;
    private long upTo;
    private long forced;

    /** Nothing is copied yet. */
    public DatabaseCopy(Storage source, Storage target, Consumer<CopyReport> listener) {
        this.source = source;
        this.target = target;
        this.classes = new ClassIdMap(this::description, target::defineClass);
        this.guard = new Guard(source.location(), target.location());
        this.totals = new Totals(listener);
        this.blobs = new BlobCopy(source, target, totals);
    }

    private byte[] description(int id) {
        used.add(id);
        return source.classDescription(id);
    }

    /**
     * Copies and compares.
     *
     * @throws dev.odb.CopyFailedException if the thread was interrupted, or the two differ
     */
    public void run() {
        long newest = newest();
        long waiting = count(newest);
        long before;
        do {
            totals.extend(newest, waiting);
            copy(newest);
            before = waiting;
            newest = newest();
            waiting = count(newest);
        } while (waiting > 0 && waiting <= before / 2);
        long oidEnd = source.oidEnd();
        long packed = source.packedTid();
        target.restoreOids(oidEnd);
        if (packed > 0) {
            target.restorePacked(packed);
        }
        awaitPublished();
        totals.dropped(source.prepared().stream()
                .map(PreparedBranch::id)
                .map(Object::toString)
                .toList());
        totals.begin(CopyReport.Phase.VERIFYING);
        CopyCheck check = new CopyCheck(source, target, classes, blobs, guard, totals);
        check.run(upTo, used);
        if (target.packedTid() != packed || target.oidEnd() < oidEnd) {
            throw CopyMessages.different(target.location(), upTo, "the pack time or the range of oids differs");
        }
    }

    /** The copy stands in its place and is open; it is closed if the listener fails. */
    public void done(ObjectDatabase copy) {
        boolean heard = false;
        try {
            totals.begin(CopyReport.Phase.DONE);
            heard = true;
        } finally {
            if (!heard) {
                copy.close();
            }
        }
    }

    private long newest() {
        source.poll();
        return source.lastTid();
    }

    /** How many transactions there are up to that one and are not copied yet. */
    private long count(long newest) {
        long found = 0;
        Iterator<CommittedTransaction> transactions = source.transactions(upTo + 1, newest);
        while (transactions.hasNext()) {
            guard.check();
            transactions.next();
            found++;
        }
        return found;
    }

    private void copy(long newest) {
        totals.begin(CopyReport.Phase.COPYING);
        Iterator<CommittedTransaction> transactions = source.transactions(upTo + 1, newest);
        while (transactions.hasNext()) {
            CommittedTransaction next = transactions.next();
            target.restore(next.tid(), new Batch(writes(next), List.of(), next.metadata()));
            totals.through(next);
            if (totals.bytes() - forced > FORCED_AFTER) {
                awaitPublished();
                forced = totals.bytes();
            }
        }
        upTo = newest;
    }

    private void awaitPublished() {
        target.awaitPublished();
        Throwable failure = target.health().failure();
        if (failure != null) {
            throw CopyMessages.notFinished(target.location(), failure);
        }
    }

    /** Reads them all, for their blobs, and keeps them if they are short. */
    private Writes writes(CommittedTransaction transaction) {
        Writes originals = Writes.of(transaction.writes());
        List<Write> kept = new ArrayList<>();
        long bytes = 0;
        for (Write write : originals) {
            guard.check();
            totals.record(write.record());
            blobs.copy(write.oid(), write.record());
            bytes += write.record().length;
            if (bytes <= KEPT) {
                kept.add(CopiedWrites.copied(write, classes));
            }
        }
        return kept.size() == originals.size() ? Writes.of(kept) : new CopiedWrites(originals, classes);
    }
}

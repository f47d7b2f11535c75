package dev.odb.core.copy;

import dev.odb.CopyReport;
import dev.odb.ObjectDatabase;
import dev.odb.core.record.ClassIdMap;
import dev.odb.core.record.RecordRemap;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Repeats the transactions of one storage, up to its newest one, in another that is empty; then compares the two. */
public final class DatabaseCopy {
    /** How much may be appended before it is forced. */
    private static final long FORCED_AFTER = 32 << 20;

    private final Storage source;
    private final Storage target;
    private final ClassIdMap classes;
    private final BlobCopy blobs;
    private final long upTo;
    private final Totals totals;

    /** Takes note of what is to be copied: what the source has now. */
    public DatabaseCopy(Storage source, Storage target, Consumer<CopyReport> listener) {
        this.source = source;
        this.target = target;
        this.classes = new ClassIdMap(source::classDescription, target::defineClass);
        this.upTo = source.lastTid();
        List<String> dropped =
                source.prepared().stream().map(branch -> branch.id().toString()).toList();
        this.totals = new Totals(listener, upTo, dropped);
        this.blobs = new BlobCopy(source, target, totals);
    }

    /**
     * Copies and compares.
     *
     * @throws dev.odb.CopyFailedException if the thread was interrupted, or the two differ
     */
    public void run() {
        totals.begin(CopyReport.Phase.COPYING);
        copy();
        totals.begin(CopyReport.Phase.VERIFYING);
        verify();
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

    private void copy() {
        Iterator<CommittedTransaction> transactions = source.transactions(1, upTo);
        long forced = 0;
        while (transactions.hasNext()) {
            requireUninterrupted();
            CommittedTransaction next = transactions.next();
            target.restore(next.tid(), batch(next));
            totals.through(next);
            if (totals.bytes() - forced > FORCED_AFTER) {
                target.awaitPublished();
                forced = totals.bytes();
            }
        }
        target.restoreOids(source.oidEnd());
        if (source.packedTid() > 0) {
            target.restorePacked(source.packedTid());
        }
        target.awaitPublished();
    }

    private Batch batch(CommittedTransaction transaction) {
        List<Write> writes = new ArrayList<>(transaction.writes().size());
        for (Write write : transaction.writes()) {
            blobs.copy(write.oid(), write.record());
            writes.add(remapped(write));
        }
        return new Batch(writes, List.of(), transaction.metadata());
    }

    private void verify() {
        Iterator<CommittedTransaction> copied = target.transactions(1, Long.MAX_VALUE);
        Iterator<CommittedTransaction> transactions = source.transactions(1, upTo);
        while (transactions.hasNext()) {
            requireUninterrupted();
            CommittedTransaction next = transactions.next();
            if (!copied.hasNext()) {
                throw CopyMessages.different(target.location(), next.tid(), "it is missing");
            }
            compare(next, copied.next());
            totals.through(next);
        }
        if (copied.hasNext()) {
            throw CopyMessages.different(target.location(), copied.next().tid(), "the original does not have it");
        }
    }

    private void compare(CommittedTransaction original, CommittedTransaction copy) {
        long tid = original.tid();
        if (copy.tid() != tid || !copy.metadata().equals(original.metadata())) {
            throw CopyMessages.different(target.location(), tid, "its tid or what is known about it differs");
        }
        if (copy.writes().size() != original.writes().size()) {
            throw CopyMessages.different(target.location(), tid, "it has another number of records");
        }
        for (int i = 0; i < copy.writes().size(); i++) {
            Write written = original.writes().get(i);
            Write wanted = remapped(written);
            Write found = copy.writes().get(i);
            if (wanted.oid() != found.oid()
                    || !Objects.equals(wanted.lineage(), found.lineage())
                    || !Arrays.equals(wanted.record(), found.record())) {
                throw CopyMessages.different(
                        target.location(), tid, "its record of object " + wanted.oid() + " differs");
            }
            blobs.verify(written.oid(), written.record());
        }
    }

    private void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw CopyMessages.interrupted(source.location(), target.location());
        }
    }

    /** The write with the class ids of the target. */
    private Write remapped(Write write) {
        totals.record(write.record());
        byte[] record = write.tombstone() ? write.record() : RecordRemap.remap(write.record(), classes, oid -> oid);
        return new Write(write.oid(), write.serialSeen(), record, write.dataSerial(), write.lineage());
    }
}

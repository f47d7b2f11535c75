package dev.odb.core.copy;

import dev.odb.CopyFailedException;
import dev.odb.core.record.ClassIdMap;
import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;

/** Reads an original and its copy side by side, a record at a time, and compares all that both have. */
final class CopyCheck {
    private final Storage source;
    private final Storage target;
    private final ClassIdMap classes;
    private final BlobCopy blobs;
    private final Guard guard;
    private final Totals totals;

    CopyCheck(Storage source, Storage target, ClassIdMap classes, BlobCopy blobs, Guard guard, Totals totals) {
        this.source = source;
        this.target = target;
        this.classes = classes;
        this.blobs = blobs;
        this.guard = guard;
        this.totals = totals;
    }

    /**
     * Compares everything up to that transaction.
     *
     * @param used the ids that the original has for the classes of the records
     * @throws CopyFailedException if the two differ
     */
    void run(long upTo, Set<Integer> used) {
        Iterator<CommittedTransaction> copied = target.transactions(1, Long.MAX_VALUE);
        Iterator<CommittedTransaction> transactions = source.transactions(1, upTo);
        while (transactions.hasNext()) {
            CommittedTransaction next = transactions.next();
            if (!copied.hasNext()) {
                throw different(next.tid(), "it is missing");
            }
            compare(next, copied.next());
            totals.through(next);
        }
        if (copied.hasNext()) {
            throw different(copied.next().tid(), "the original does not have it");
        }
        for (int id : used) {
            if (!Arrays.equals(source.classDescription(id), target.classDescription(classes.applyAsInt(id)))) {
                throw different(upTo, "the description of class " + id + " differs");
            }
        }
    }

    private void compare(CommittedTransaction original, CommittedTransaction copy) {
        long tid = original.tid();
        if (copy.tid() != tid || !copy.metadata().equals(original.metadata())) {
            throw different(tid, "its tid or what is known about it differs");
        }
        Writes expected = Writes.of(original.writes());
        Writes found = Writes.of(copy.writes());
        if (found.size() != expected.size()) {
            throw different(tid, "it has another number of records");
        }
        for (int i = 0; i < found.size(); i++) {
            guard.check();
            Write written = expected.get(i);
            totals.record(written.record());
            compare(tid, CopiedWrites.copied(written, classes), found.get(i));
            blobs.verify(written.oid(), written.record());
        }
    }

    private void compare(long tid, Write expected, Write found) {
        long oid = expected.oid();
        if (oid != found.oid() || !Arrays.equals(expected.record(), found.record())) {
            throw different(tid, "its record of object " + oid + " differs");
        }
        if (!Objects.equals(expected.lineage(), found.lineage())) {
            throw different(tid, "the place of object " + oid + " among the versions differs");
        }
        // of a database that was salvaged the predecessor may be lost
        if (expected.serialSeen() != found.serialSeen() && source.fields(oid, expected.serialSeen()) != null) {
            throw different(tid, "the predecessor of object " + oid + " differs");
        }
    }

    private CopyFailedException different(long tid, String how) {
        return CopyMessages.different(target.location(), tid, how);
    }
}

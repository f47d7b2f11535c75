package dev.odb.core.storage.file;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The log with what it means and who appends to it. A pack puts another one in its place.
 *
 * @param log the segments
 * @param state their meaning
 * @param path appends
 * @param records reads
 */
record OpenLog(Log log, LogState state, CommitPath path, RecordReader records) {
    /** As {@link dev.odb.core.storage.Storage#load}. */
    Revision load(long oid, long snapshot) {
        path.requireOpen();
        ObjectIndex.Head head = state.index.head(oid);
        if (head == null) {
            return null;
        }
        long serial = head.serial();
        long position = head.position();
        while (serial > snapshot) {
            RecordHeader header = records.header(position, oid);
            serial = header.serialSeen();
            position = header.predecessor();
        }
        return serial == 0 ? null : new Revision(serial, records.content(position, oid));
    }

    /** As {@link dev.odb.core.storage.Storage#loadAppended}. */
    Revision loadAppended(long oid) {
        path.requireOpen();
        ObjectIndex.Head head = state.index.head(oid);
        return head == null ? null : new Revision(head.serial(), records.content(head.position(), oid));
    }

    /** As {@link dev.odb.core.storage.Storage#prepared}. */
    List<PreparedBranch> prepared(BranchContents contents) {
        path.requireOpen();
        EntryReader entries = new EntryReader(log);
        List<PreparedBranch> prepared = new ArrayList<>();
        for (Held<LogState.PreparedRecords> branch : state.branches.list()) {
            prepared.add(new PreparedBranch(branch.id(), batch(entries, branch, contents), branch.since()));
        }
        return prepared;
    }

    /** Reads the bytes of a prepared record. */
    @FunctionalInterface
    interface BranchContents {
        /** The bytes of the object's record at the position, which the branch will write. */
        byte[] of(long position, long oid, BranchId branch);
    }

    private static Batch batch(EntryReader entries, Held<LogState.PreparedRecords> branch, BranchContents contents) {
        long position = branch.content().batch();
        try {
            Entry.BatchEntry batch = entries.batch(position);
            return new Batch(
                    new BatchWrites(batch, (at, oid) -> contents.of(at, oid, branch.id())),
                    batch.checks(),
                    batch.metadata());
        } catch (DamagedException | IOException e) {
            throw StorageMessages.damagedLog(
                    entries.location(),
                    Positions.describe(position),
                    e.getMessage(),
                    "the prepared branch " + branch.id());
        }
    }

    /** Committed transactions from one tid to another. */
    TransactionIterator transactions(long first, long last, boolean tolerant, TransactionIterator.Contents contents) {
        path.requireOpen();
        long start = state.marks.before(first, log.start());
        return new TransactionIterator(log, contents, start, first, last, tolerant);
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.RevisionFields;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

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
        ObjectIndex.Head head = head(oid, snapshot);
        return head == null ? null : revision(oid, head.serial(), head.position());
    }

    /** As {@link dev.odb.core.storage.Storage#revisions}. */
    List<Revision> revisions(long oid, long snapshot, int most) {
        path.requireOpen();
        List<Revision> found = new ArrayList<>();
        ObjectIndex.Head head = head(oid, snapshot);
        while (head != null && found.size() < most) {
            Revision revision = revision(oid, head.serial(), head.position());
            if (revision == null) {
                break;
            }
            found.add(revision);
            head = before(head, oid);
        }
        return found;
    }

    /** As {@link dev.odb.core.storage.Storage#fields}. */
    RevisionFields fields(long oid, long serial) {
        path.requireOpen();
        ObjectIndex.Head head = head(oid, serial);
        if (head == null || head.serial() != serial) {
            return null;
        }
        RecordHeader header = records.header(head.position(), oid);
        long prevHead = header.serialSeen();
        boolean tombstone = header.length() == 0 && header.dataSerial() == 0;
        Lineage lineage = header.lineage() == null ? new Lineage("", 0, prevHead) : header.lineage();
        return new RevisionFields(serial, lineage, header.dataSerial(), prevHead, tombstone);
    }

    /** Asks for something of exactly that revision; gives null if there is none. */
    <T> T ask(BatchRecords.Query<T> query, long oid, long serial) {
        path.requireOpen();
        ObjectIndex.Head head = head(oid, serial);
        return head == null || head.serial() != serial ? null : query.of(records, head.position(), oid);
    }

    /** As {@link dev.odb.core.storage.Storage#serial}. */
    long serial(long oid, long snapshot) {
        path.requireOpen();
        ObjectIndex.Head head = head(oid, snapshot);
        return head == null ? 0 : head.serial();
    }

    private ObjectIndex.Head head(long oid, long snapshot) {
        ObjectIndex.Head head = state.index.head(oid);
        while (head != null && head.serial() > snapshot) {
            head = before(head, oid);
        }
        return head;
    }

    private ObjectIndex.Head before(ObjectIndex.Head head, long oid) {
        RecordHeader header = records.header(head.position(), oid);
        return header.serialSeen() == 0 ? null : new ObjectIndex.Head(header.serialSeen(), header.predecessor());
    }

    /** As {@link dev.odb.core.storage.Storage#loadAppended}. */
    Revision loadAppended(long oid) {
        path.requireOpen();
        ObjectIndex.Head head = state.index.head(oid);
        return head == null ? null : revision(oid, head.serial(), head.position());
    }

    /** The revision there, or null if it is a tombstone. */
    private Revision revision(long oid, long serial, long position) {
        Revision revision = records.revision(position, oid, serial);
        return revision.record().length == 0 ? null : revision;
    }

    /** As {@link dev.odb.core.storage.Storage#prepared}. */
    List<PreparedBranch> prepared(Function<BranchId, BatchRecords> records) {
        path.requireOpen();
        EntryReader entries = new EntryReader(log);
        List<PreparedBranch> prepared = new ArrayList<>();
        for (Held<LogState.PreparedRecords> branch : state.branches.list()) {
            prepared.add(new PreparedBranch(branch.id(), batch(entries, branch, records), branch.since()));
        }
        return prepared;
    }

    private static Batch batch(
            EntryReader entries, Held<LogState.PreparedRecords> branch, Function<BranchId, BatchRecords> records) {
        long position = branch.content().batch();
        try {
            Entry.BatchEntry batch = entries.batch(position);
            return new Batch(new BatchWrites(batch, records.apply(branch.id())), batch.checks(), batch.metadata());
        } catch (DamagedException | IOException e) {
            throw StorageMessages.damagedLog(
                    entries.location(),
                    Positions.describe(position),
                    e.getMessage(),
                    "the prepared branch " + branch.id());
        }
    }

    /** Committed transactions from one tid to another. */
    TransactionIterator transactions(long first, long last, boolean tolerant, LongFunction<BatchRecords> records) {
        path.requireOpen();
        long start = state.marks.before(first, log.start());
        return new TransactionIterator(log, records, start, first, last, tolerant);
    }
}

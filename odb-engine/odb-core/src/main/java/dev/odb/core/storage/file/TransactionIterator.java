package dev.odb.core.storage.file;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.Write;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Follows the decisions in the log. One thread. */
final class TransactionIterator implements Iterator<CommittedTransaction> {
    private final String folder;
    private final EntryReader entries;
    private final LogWalk walk;
    private final Contents contents;
    private final boolean tolerant;
    private final long first;
    private final long last;
    private final long end;
    private final Queue<Entry.DecisionEntry> found = new ArrayDeque<>();
    private List<Entry> group = List.of();
    private long position;

    /** Reads records. */
    @FunctionalInterface
    interface Contents {
        /** The object's record at the position, which the transaction wrote. */
        Write of(long position, long oid, long tid);
    }

    /**
     * Begins anywhere before the first decision wanted.
     *
     * @param position a group's
     * @param tolerant whether damaged groups are passed over
     */
    TransactionIterator(Log log, Contents contents, long position, long first, long last, boolean tolerant) {
        this.contents = contents;
        this.first = first;
        this.last = last;
        this.tolerant = tolerant;
        this.position = position;
        folder = log.files().location();
        end = log.end();
        entries = new EntryReader(log);
        walk = new LogWalk(log, entries);
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && position < end) {
            readGroup();
        }
        return !found.isEmpty();
    }

    @Override
    public CommittedTransaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry.DecisionEntry decision = found.remove();
        try {
            Entry.BatchEntry batch = batch(decision.batch());
            long tid = decision.tid();
            BatchWrites writes = new BatchWrites(batch, (at, oid) -> contents.of(at, oid, tid));
            return new CommittedTransaction(tid, batch.metadata(), writes);
        } catch (DamagedException | IOException e) {
            throw StorageMessages.damagedLog(
                    folder, Positions.describe(decision.batch()), e.getMessage(), "transaction " + decision.tid());
        }
    }

    private Entry.BatchEntry batch(long at) throws IOException, DamagedException {
        for (Entry entry : group) {
            if (entry instanceof Entry.BatchEntry batch && batch.position() == at) {
                return batch;
            }
        }
        return entries.batch(at);
    }

    private void readGroup() {
        position = walk.normalize(position);
        if (position >= end) {
            return;
        }
        try {
            GroupHeader header = walk.group(position);
            if (header == null) {
                throw new DamagedException(position, "no group stands where one was");
            }
            group = entries.entries(header, false);
            position = header.end();
            for (Entry entry : group) {
                if (entry instanceof Entry.DecisionEntry decision && decision.committed()) {
                    take(decision);
                }
            }
        } catch (DamagedException | IOException e) {
            passOver(e);
        }
    }

    private void take(Entry.DecisionEntry decision) {
        if (decision.tid() > last) {
            position = end;
        } else if (decision.tid() >= first) {
            found.add(decision);
        }
    }

    private void passOver(Exception damage) {
        String where = Positions.describe(position);
        try {
            GroupHeader next = tolerant ? walk.search(position) : null;
            if (!tolerant) {
                throw StorageMessages.damagedLog(folder, where, damage.getMessage(), "the transactions there");
            }
            position = next == null ? end : next.position();
        } catch (IOException e) {
            throw StorageMessages.damagedLog(folder, where, e.getMessage(), "the transactions there");
        }
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.CommittedTransaction;
import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.LongFunction;

/** Follows the decisions in the log. One thread. */
final class TransactionIterator implements Iterator<CommittedTransaction> {
    private final String folder;
    private final EntryReader entries;
    private final LogWalk walk;
    private final LongFunction<BatchRecords> records;
    private final boolean tolerant;
    private final long first;
    private final long last;
    private final long end;
    private final Queue<Entry.DecisionEntry> found = new ArrayDeque<>();
    private List<Entry> group = List.of();
    private long position;

    /**
     * Begins anywhere before the first decision wanted.
     *
     * @param records reads those that a transaction wrote
     * @param position a group's
     * @param tolerant whether damaged groups are passed over
     */
    TransactionIterator(
            Log log, LongFunction<BatchRecords> records, long position, long first, long last, boolean tolerant) {
        this.records = records;
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
            return new CommittedTransaction(tid, batch.metadata(), new BatchWrites(batch, records.apply(tid)));
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

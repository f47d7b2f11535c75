package dev.odb.core.storage.file;

import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the records of a large batch ahead of it, as parts in groups of their own between which others may append. They
 * mean nothing until a batch that names the last of them is decided. One thread.
 *
 * @param <E> how writing may fail
 */
final class PartWriter<E extends Exception> {
    /**
     * What the log does with a part.
     *
     * @param <E> how that may fail
     */
    interface Sink<E extends Exception> {
        /** Appends the group and gives its position. */
        long append(Group group) throws E;
    }

    /**
     * The parts of a batch in the log.
     *
     * @param last the position of the last one's entry
     * @param positions of all records
     */
    record Parts(long last, long[] positions) {}

    private final int partSize;
    private final RecordWriter records;
    private final Sink<E> sink;
    private final List<StoredRecord> pending = new ArrayList<>();
    private long pendingSize;
    private long last;
    private int written;
    private long[] positions;

    PartWriter(int partSize, RecordWriter records, Sink<E> sink) {
        this.partSize = partSize;
        this.records = records;
        this.sink = sink;
    }

    /** Whether the batch is too large for one group. */
    static boolean needed(Writes writes, int partSize) {
        long size = 0;
        for (int i = 0; i < writes.size() && size <= partSize; i++) {
            size += RecordWriter.size(writes, i);
        }
        return size > partSize;
    }

    /** Writes all of them. */
    Parts write(Writes writes) throws E {
        positions = new long[writes.size()];
        for (Write write : writes) {
            StoredRecord record = records.stored(write);
            long size = record.size();
            if (!pending.isEmpty() && pendingSize + size > partSize) {
                flush();
            }
            pending.add(record);
            pendingSize += size;
        }
        flush();
        return new Parts(last, positions);
    }

    private void flush() throws E {
        Group group = Group.part(new PartImage(last, pending, pendingSize, records));
        long entry = Group.batchPosition(sink.append(group));
        long at = entry + PartImage.RECORDS;
        for (StoredRecord record : pending) {
            positions[written++] = at;
            at += record.size();
        }
        last = entry;
        pending.clear();
        pendingSize = 0;
    }
}

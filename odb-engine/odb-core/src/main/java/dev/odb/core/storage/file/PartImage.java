package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.nio.ByteBuffer;
import java.util.List;

/** A part of a batch laid out as an entry. */
final class PartImage {
    private static final int HEAD = 12;
    /** Where the first record stands in the entry. */
    static final int RECORDS = Format.ENTRY_HEADER + HEAD;
    /** An entry is built in one array. */
    static final long LIMIT = Integer.MAX_VALUE - 4096;

    private final long previous;
    private final List<StoredRecord> stored;
    private final long size;
    private final RecordWriter records;

    /**
     * Lays it out.
     *
     * @param previous the position of the part before, or 0
     * @param size of the records
     */
    PartImage(long previous, List<StoredRecord> stored, long size, RecordWriter records) {
        this.previous = previous;
        this.stored = stored;
        this.size = RECORDS + size;
        this.records = records;
        if (this.size > LIMIT) {
            throw StorageMessages.tooLarge(stored.get(0).write().oid(), size, LIMIT);
        }
    }

    long size() {
        return size;
    }

    /** That of the format. */
    int version() {
        return StoredRecord.version(stored);
    }

    void write(ByteBuffer buffer) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        buffer.putLong(previous).putInt(stored.size());
        stored.forEach(record -> records.write(buffer, record));
        Entries.finish(buffer, at, Format.PART, 0, size - Format.ENTRY_HEADER, HEAD);
    }
}

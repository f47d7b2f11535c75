package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Writes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A batch laid out as an entry: its sizes first, so that it is encoded into one array of the right length. */
final class BatchImage {
    /** What a head says about parts. */
    static final int PARTS = 12;

    private final Batch batch;
    private final PartWriter.Parts parts;
    private final BranchId branch;
    private final long time;
    private final List<byte[]> texts;
    private final RecordWriter recordWriter;
    private final int headLength;
    private final long size;
    private final List<StoredRecord> stored = new ArrayList<>();
    private final int[] records;

    /**
     * Lays a batch out.
     *
     * @param parts where its records stand already, or null if they belong into the entry
     * @param branch the name it is prepared under, or null
     * @param time when, in milliseconds since 1970
     * @param recordWriter encodes its records
     */
    BatchImage(Batch batch, PartWriter.Parts parts, BranchId branch, long time, RecordWriter recordWriter) {
        this.batch = batch;
        this.parts = parts;
        this.branch = branch;
        this.time = time;
        this.recordWriter = recordWriter;
        texts = texts(batch.metadata());
        long head = 8 + (branch == null ? 0 : Entries.branchSize(branch)) + 4;
        for (byte[] text : texts) {
            head += 4 + text.length;
        }
        head += 4 + 16L * batch.checks().size() + 4 + (parts == null ? 0 : PARTS);
        if (head > PartImage.LIMIT) {
            throw StorageMessages.tooManyChecks(batch.checks().size(), PartImage.LIMIT / 16);
        }
        long end = Format.ENTRY_HEADER + head;
        Writes writes = batch.writes();
        records = new int[parts == null ? writes.size() : 0];
        for (int i = 0; i < records.length; i++) {
            StoredRecord record = recordWriter.stored(writes.get(i));
            stored.add(record);
            records[i] = (int) end;
            end += record.size();
        }
        headLength = (int) head;
        size = end;
    }

    long size() {
        return size;
    }

    /** That of the format. */
    int version() {
        return StoredRecord.version(stored);
    }

    long[] recordPositions(long batchPosition) {
        if (parts != null) {
            return parts.positions();
        }
        long[] positions = new long[records.length];
        for (int i = 0; i < records.length; i++) {
            positions[i] = batchPosition + records[i];
        }
        return positions;
    }

    void write(ByteBuffer buffer) {
        int at = buffer.position();
        buffer.position(at + Format.ENTRY_HEADER);
        buffer.putLong(time);
        if (branch != null) {
            Entries.writeBranch(buffer, branch);
        }
        buffer.putInt((texts.size() - 2) / 2);
        for (byte[] text : texts) {
            buffer.putInt(text.length).put(text);
        }
        buffer.putInt(batch.checks().size());
        for (ReadCheck check : batch.checks()) {
            buffer.putLong(check.oid()).putLong(check.serial());
        }
        buffer.putInt(records.length);
        if (parts == null) {
            stored.forEach(record -> recordWriter.write(buffer, record));
        } else {
            buffer.putLong(parts.last()).putInt(parts.positions().length);
        }
        int flags = (branch == null ? 0 : Format.FLAG_BRANCH)
                | (parts == null ? 0 : Format.FLAG_PARTS)
                | (batch.metadata().otherResources() ? Format.FLAG_OTHER_RESOURCES : 0);
        Entries.finish(buffer, at, Format.BATCH, flags, size - Format.ENTRY_HEADER, headLength);
    }

    private static List<byte[]> texts(TransactionMetadata metadata) {
        List<byte[]> texts = new ArrayList<>(2 + 2 * metadata.properties().size());
        texts.add(metadata.user().getBytes(UTF_8));
        texts.add(metadata.description().getBytes(UTF_8));
        for (Map.Entry<String, String> property : metadata.properties().entrySet()) {
            texts.add(property.getKey().getBytes(UTF_8));
            texts.add(property.getValue().getBytes(UTF_8));
        }
        return texts;
    }
}

package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.TransactionMetadata;
import dev.odb.core.storage.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** A batch laid out as an entry: its sizes first, so that it is encoded into one array of the right length. */
final class BatchImage {
    /** A group is built in one array. */
    private static final long LIMIT = Integer.MAX_VALUE - 4096;

    private final Batch batch;
    private final BranchId branch;
    private final long time;
    private final List<byte[]> texts;
    private final LongUnaryOperator predecessor;
    private final int headLength;
    private final long size;
    private final int[] records;

    /**
     * Lays a batch out.
     *
     * @param branch the name it is prepared under, or null
     * @param time when, in milliseconds since 1970
     * @param predecessor gives the position of an object's newest record
     */
    BatchImage(Batch batch, BranchId branch, long time, LongUnaryOperator predecessor) {
        this.batch = batch;
        this.branch = branch;
        this.time = time;
        this.predecessor = predecessor;
        texts = texts(batch.metadata());
        long head = 8 + (branch == null ? 0 : Entries.branchSize(branch)) + 4;
        for (byte[] text : texts) {
            head += 4 + text.length;
        }
        head += 4 + 16L * batch.checks().size() + 4;
        long end = Format.ENTRY_HEADER + head;
        records = new int[batch.writes().size()];
        for (int i = 0; i < records.length; i++) {
            records[i] = (int) end;
            Write write = batch.writes().get(i);
            end += Format.recordHeaderSize(flags(write)) + write.record().length;
            if (end > LIMIT) {
                throw StorageMessages.tooLarge(totalSize(), LIMIT);
            }
        }
        headLength = (int) head;
        size = end;
    }

    long size() {
        return size;
    }

    long[] recordPositions(long batchPosition) {
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
        buffer.putInt(batch.writes().size());
        for (Write write : batch.writes()) {
            writeRecord(buffer, write);
        }
        int flags = (branch == null ? 0 : Format.FLAG_BRANCH)
                | (batch.metadata().otherResources() ? Format.FLAG_OTHER_RESOURCES : 0);
        Entries.finish(buffer, at, Format.BATCH, flags, size - Format.ENTRY_HEADER, headLength);
    }

    private void writeRecord(ByteBuffer buffer, Write write) {
        int at = buffer.position();
        byte[] content = write.record();
        int flags = flags(write);
        buffer.putLong(write.oid()).putShort((short) flags).putInt(content.length);
        buffer.putInt(Format.checksum(content, 0, content.length));
        if ((flags & Format.RECORD_PREDECESSOR) != 0) {
            buffer.putLong(write.serialSeen()).putLong(predecessor.applyAsLong(write.oid()));
        }
        buffer.putInt(Format.checksum(buffer.array(), at, buffer.position() - at));
        buffer.put(content);
    }

    private static int flags(Write write) {
        return write.serialSeen() == 0 ? 0 : Format.RECORD_PREDECESSOR;
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

    private long totalSize() {
        return batch.writes().stream().mapToLong(write -> write.record().length).sum();
    }
}

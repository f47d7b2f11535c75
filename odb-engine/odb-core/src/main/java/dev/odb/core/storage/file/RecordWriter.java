package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/** Encodes the records of a batch; {@link RecordHeader} is the other half. */
final class RecordWriter {
    private final LongUnaryOperator predecessor;
    private final boolean compress;

    /**
     * For one batch.
     *
     * @param predecessor gives the position of an object's newest record
     * @param compress whether records are compressed that are worth it
     */
    RecordWriter(LongUnaryOperator predecessor, boolean compress) {
        this.predecessor = predecessor;
        this.compress = compress;
    }

    /** The most bytes that a record takes. */
    static long size(Writes writes, int index) {
        int flags = StoredRecord.flags(writes.serialSeen(index), writes.dataSerial(index), writes.lineage(index));
        return (long) Format.recordHeaderSize(flags) + writes.length(index);
    }

    /** What will stand in the log. */
    StoredRecord stored(Write write) {
        return StoredRecord.of(write, compress);
    }

    void write(ByteBuffer buffer, StoredRecord stored) {
        int at = buffer.position();
        Write write = stored.write();
        byte[] content = stored.bytes();
        int flags = stored.flags();
        buffer.putLong(write.oid()).putShort((short) flags).putInt(content.length);
        buffer.putInt(Format.checksum(content, 0, content.length));
        if ((flags & Format.RECORD_PREDECESSOR) != 0) {
            buffer.putLong(write.serialSeen()).putLong(predecessor.applyAsLong(write.oid()));
        }
        if ((flags & Format.RECORD_VERSION) != 0) {
            buffer.put(write.lineage().version().getBytes(UTF_8));
        }
        if ((flags & Format.RECORD_NV) != 0) {
            buffer.putLong(write.lineage().nv());
        }
        if ((flags & Format.RECORD_PRE) != 0) {
            buffer.putLong(write.lineage().pre());
        }
        if ((flags & Format.RECORD_DATA_SERIAL) != 0) {
            buffer.putLong(write.dataSerial());
        }
        if (stored.compressed()) {
            buffer.putInt(write.record().length);
        }
        buffer.putInt(Format.checksum(buffer.array(), at, buffer.position() - at));
        buffer.put(content);
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.Write;
import dev.odb.core.storage.Writes;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/** Encodes the records of a batch; {@link RecordHeader} is the other half. */
final class RecordWriter {
    private final LongUnaryOperator predecessor;

    /** With what gives the position of an object's newest record. */
    RecordWriter(LongUnaryOperator predecessor) {
        this.predecessor = predecessor;
    }

    /** The bytes that a record takes. */
    static long size(Writes writes, int index) {
        return size(writes.serialSeen(index), writes.dataSerial(index), writes.length(index));
    }

    /** The bytes that a record takes. */
    static long size(Write write) {
        return size(write.serialSeen(), write.dataSerial(), write.record().length);
    }

    private static long size(long serialSeen, long dataSerial, int length) {
        return (long) Format.recordHeaderSize(flags(serialSeen, dataSerial)) + length;
    }

    void write(ByteBuffer buffer, Write write) {
        int at = buffer.position();
        byte[] content = write.record();
        int flags = flags(write.serialSeen(), write.dataSerial());
        buffer.putLong(write.oid()).putShort((short) flags).putInt(content.length);
        buffer.putInt(Format.checksum(content, 0, content.length));
        if ((flags & Format.RECORD_PREDECESSOR) != 0) {
            buffer.putLong(write.serialSeen()).putLong(predecessor.applyAsLong(write.oid()));
        }
        if ((flags & Format.RECORD_DATA_SERIAL) != 0) {
            buffer.putLong(write.dataSerial());
        }
        buffer.putInt(Format.checksum(buffer.array(), at, buffer.position() - at));
        buffer.put(content);
    }

    private static int flags(long serialSeen, long dataSerial) {
        return (serialSeen == 0 ? 0 : Format.RECORD_PREDECESSOR) | (dataSerial == 0 ? 0 : Format.RECORD_DATA_SERIAL);
    }
}

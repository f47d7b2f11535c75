package dev.odb.core.storage.file;

import dev.odb.core.storage.Write;
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
    static long size(long serialSeen, int length) {
        return (long) Format.recordHeaderSize(flags(serialSeen)) + length;
    }

    void write(ByteBuffer buffer, Write write) {
        int at = buffer.position();
        byte[] content = write.record();
        int flags = flags(write.serialSeen());
        buffer.putLong(write.oid()).putShort((short) flags).putInt(content.length);
        buffer.putInt(Format.checksum(content, 0, content.length));
        if ((flags & Format.RECORD_PREDECESSOR) != 0) {
            buffer.putLong(write.serialSeen()).putLong(predecessor.applyAsLong(write.oid()));
        }
        buffer.putInt(Format.checksum(buffer.array(), at, buffer.position() - at));
        buffer.put(content);
    }

    private static int flags(long serialSeen) {
        return serialSeen == 0 ? 0 : Format.RECORD_PREDECESSOR;
    }
}

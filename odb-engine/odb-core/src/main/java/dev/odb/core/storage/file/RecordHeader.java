package dev.odb.core.storage.file;

import java.nio.ByteBuffer;

/**
 * What precedes a record's bytes.
 *
 * @param oid the object
 * @param length the bytes that follow
 * @param checksum of these bytes
 * @param serialSeen the serial of the revision before, or 0
 * @param predecessor the position of the revision before, or 0
 * @param dataSerial the serial of the earlier revision whose bytes are also this one's, which has none then; or 0
 * @param size the bytes that this header takes
 */
record RecordHeader(long oid, int length, int checksum, long serialSeen, long predecessor, long dataSerial, int size) {
    /** No header is longer. */
    static final int LONGEST = Format.recordHeaderSize(Format.RECORD_KNOWN_FLAGS);
    /** From here on a header's size is known. */
    static final int FIXED = 10;

    /** The size of the header whose first bytes stand at the buffer's beginning. */
    static int size(ByteBuffer buffer, long position) throws DamagedException {
        int flags = buffer.getShort(8);
        if ((flags & ~Format.RECORD_KNOWN_FLAGS) != 0) {
            throw new DamagedException(position, "unknown record flags " + Integer.toHexString(flags & 0xffff));
        }
        return Format.recordHeaderSize(flags);
    }

    /** Decodes and checks the header at the beginning of a buffer that holds all of it. */
    static RecordHeader decode(ByteBuffer buffer, long position) throws DamagedException {
        int size = size(buffer, position);
        int expected = buffer.getInt(size - 4);
        if (expected != Format.checksum(buffer.array(), buffer.arrayOffset(), size - 4)) {
            throw new DamagedException(position, "the checksum of a record's header is wrong");
        }
        int flags = buffer.getShort(8);
        boolean follows = (flags & Format.RECORD_PREDECESSOR) != 0;
        int length = buffer.getInt(10);
        if (length < 0) {
            throw new DamagedException(position, "a record's length is negative");
        }
        if (follows && buffer.getLong(26) >= position) {
            // whoever follows predecessors comes to an end
            throw new DamagedException(position, "a record names a later one as the one before it");
        }
        return new RecordHeader(
                buffer.getLong(0),
                length,
                buffer.getInt(14),
                follows ? buffer.getLong(18) : 0,
                follows ? buffer.getLong(26) : 0,
                (flags & Format.RECORD_DATA_SERIAL) == 0 ? 0 : buffer.getLong(dataSerialAt(flags)),
                size);
    }

    /** It stands behind the options of the flags before its own. */
    private static int dataSerialAt(int flags) {
        return Format.recordHeaderSize(flags & Format.RECORD_DATA_SERIAL - 1) - 4;
    }
}

package dev.odb.core.storage.file;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What precedes the entries that were written in one piece.
 *
 * @param position where the group itself stands
 * @param length the bytes of its entries
 * @param forced everything before this position was durable when the group was written
 */
record GroupHeader(long position, long length, long forced) {
    private static final int CHECKSUM_AT = Format.GROUP_HEADER - 4;

    /** Where the next group begins. */
    long end() {
        return Format.align(position + Format.GROUP_HEADER + length);
    }

    long entries() {
        return position + Format.GROUP_HEADER;
    }

    void encode(byte[] target, UUID database) {
        ByteBuffer.wrap(target)
                .putInt(Format.GROUP_MAGIC)
                .putInt(0)
                .putLong(length)
                .putLong(position)
                .putLong(forced)
                .putInt(CHECKSUM_AT, Format.groupChecksum(database, target, 0));
    }

    /** The header at the buffer's index, or null if none that belongs to this database and position stands there. */
    static GroupHeader decode(ByteBuffer buffer, int at, long position, UUID database) {
        if (buffer.getInt(at) != Format.GROUP_MAGIC
                || buffer.getLong(at + 16) != position
                || buffer.getInt(at + CHECKSUM_AT)
                        != Format.groupChecksum(database, buffer.array(), buffer.arrayOffset() + at)) {
            return null;
        }
        long length = buffer.getLong(at + 8);
        return length < 0 ? null : new GroupHeader(position, length, buffer.getLong(at + 24));
    }
}

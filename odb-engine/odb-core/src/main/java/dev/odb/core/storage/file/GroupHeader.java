package dev.odb.core.storage.file;

import java.nio.ByteBuffer;

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

    void encode(byte[] target, int key) {
        ByteBuffer.wrap(target)
                .putInt(Format.GROUP_MAGIC)
                .putInt(0)
                .putLong(length)
                .putLong(position)
                .putLong(forced)
                .putInt(CHECKSUM_AT, Format.groupChecksum(key, target, 0));
    }

    /**
     * The header at the buffer's index, or null if none that belongs to this position and to the database with this key
     * stands there.
     */
    static GroupHeader decode(ByteBuffer buffer, int at, long position, int key) {
        if (!claims(buffer, at, position) || key(buffer, at) != key) {
            return null;
        }
        long length = buffer.getLong(at + 8);
        return length < 0 ? null : new GroupHeader(position, length, buffer.getLong(at + 24));
    }

    /** Whether something that says it is the group of this position stands at the buffer's index. */
    static boolean claims(ByteBuffer buffer, int at, long position) {
        return buffer.getInt(at) == Format.GROUP_MAGIC && buffer.getLong(at + 16) == position;
    }

    /** The key of the database that has written the header at the buffer's index, if it is not damaged. */
    static int key(ByteBuffer buffer, int at) {
        return buffer.getInt(at + CHECKSUM_AT) ^ Format.groupChecksum(0, buffer.array(), buffer.arrayOffset() + at);
    }
}

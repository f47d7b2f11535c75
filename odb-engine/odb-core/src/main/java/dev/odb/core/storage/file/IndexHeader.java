package dev.odb.core.storage.file;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The first bytes of a saved index, written last.
 *
 * @param version of the index's format
 * @param database the database's id
 * @param first the number of the log's first segment
 * @param position the index speaks of everything before it
 * @param forced everything that any head of the index refers to stands before it; it was durable
 * @param tail the checksum of what stands in the log before {@code forced}, see {@link LogTail}
 * @param stateAt where in the file the {@link IndexState} stands, behind the pages
 * @param stateLength its length, to the end of the file
 * @param stateChecksum its checksum
 */
record IndexHeader(
        int version,
        UUID database,
        int first,
        long position,
        long forced,
        int tail,
        long stateAt,
        int stateLength,
        int stateChecksum) {
    static final int SIZE = 96;

    private static final long MAGIC = 0x4f44_4220_4944_580aL; // "ODB IDX\n"

    /** Of an index without decisions by hand. */
    static final int COMMON_VERSION = 2;
    /** Of one with them. */
    static final int BY_HAND_VERSION = 3;

    private static final int CHECKSUM_AT = SIZE - 4;

    byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer.wrap(bytes)
                .putLong(MAGIC)
                .putInt(version)
                .putLong(database.getMostSignificantBits())
                .putLong(database.getLeastSignificantBits())
                .putInt(first)
                .putLong(position)
                .putLong(forced)
                .putInt(tail)
                .putLong(stateAt)
                .putInt(stateLength)
                .putInt(stateChecksum)
                .putInt(CHECKSUM_AT, Format.checksum(bytes, 0, CHECKSUM_AT));
        return bytes;
    }

    /** The header, or null if these bytes are none that this software reads. */
    static IndexHeader decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(CHECKSUM_AT) != Format.checksum(bytes, 0, CHECKSUM_AT) || buffer.getLong() != MAGIC) {
            return null;
        }
        int version = buffer.getInt();
        if (version < COMMON_VERSION || version > BY_HAND_VERSION) {
            return null;
        }
        return new IndexHeader(
                version,
                new UUID(buffer.getLong(), buffer.getLong()),
                buffer.getInt(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getInt(),
                buffer.getLong(),
                buffer.getInt(),
                buffer.getInt());
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The first bytes of a segment.
 *
 * @param version of the format: the lowest that may have what stands in the segment
 * @param database the database's id
 * @param number the segment's number
 * @param previousEnd the offset where the groups of the segment before end, 0 in the first one
 * @param compression what those of its records are compressed with that say they are
 */
record SegmentHeader(int version, UUID database, long number, long previousEnd, byte compression) {
    private static final int VERSION_AT = 8;
    private static final int CHECKSUM_AT = Format.SEGMENT_HEADER - 4;

    /** With the common version and the compression of this software. */
    SegmentHeader(UUID database, long number, long previousEnd) {
        this(Format.COMMON_VERSION, database, number, previousEnd);
    }

    /** With the compression of this software. */
    SegmentHeader(int version, UUID database, long number, long previousEnd) {
        this(version, database, number, previousEnd, Format.COMPRESSION_DEFLATE);
    }

    byte[] encode() {
        byte[] bytes = new byte[Format.SEGMENT_HEADER];
        ByteBuffer.wrap(bytes)
                .putLong(Format.SEGMENT_MAGIC)
                .putInt(version)
                .putLong(database.getMostSignificantBits())
                .putLong(database.getLeastSignificantBits())
                .putLong(number)
                .putLong(previousEnd)
                .put(compression)
                .putInt(CHECKSUM_AT, Format.checksum(bytes, 0, CHECKSUM_AT));
        return bytes;
    }

    /** The database that a header names, which may be damaged. */
    static UUID databaseSaid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(VERSION_AT + 4);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** The header, or null if these bytes are none; a version that this software does not read is an exception. */
    static SegmentHeader decode(byte[] bytes, String file) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong() != Format.SEGMENT_MAGIC
                || buffer.getInt(CHECKSUM_AT) != Format.checksum(bytes, 0, CHECKSUM_AT)) {
            return null;
        }
        int version = buffer.getInt(VERSION_AT);
        if (version > Format.VERSION) {
            throw StorageMessages.tooNew(file, version, Format.VERSION);
        }
        if (version < Format.OLDEST_VERSION) {
            throw StorageMessages.tooOld(file, version, Format.OLDEST_VERSION);
        }
        buffer.position(VERSION_AT + 4);
        SegmentHeader header = new SegmentHeader(
                version,
                new UUID(buffer.getLong(), buffer.getLong()),
                buffer.getLong(),
                buffer.getLong(),
                buffer.get());
        if (header.compression < Format.COMPRESSION_NONE || header.compression > Format.COMPRESSION_DEFLATE) {
            throw StorageMessages.unknownCompression(file, header.compression);
        }
        return header;
    }
}

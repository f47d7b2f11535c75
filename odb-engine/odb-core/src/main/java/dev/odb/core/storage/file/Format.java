package dev.odb.core.storage.file;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The constants of the log's format; package-info describes it. */
final class Format {
    /** The newest that this software reads. */
    static final int VERSION = 3;

    static final int OLDEST_VERSION = 1;
    /** What a segment is of, unless something in it asks for more. */
    static final int COMMON_VERSION = 1;
    /** The first that knows decisions by hand. */
    static final int BY_HAND_VERSION = 2;
    /** The first that knows where a revision stands among versions. */
    static final int LINEAGE_VERSION = 3;

    static final long SEGMENT_MAGIC = 0x4f44_4220_4c4f_470aL; // "ODB LOG\n"
    static final int SEGMENT_HEADER = 64;

    static final int GROUP_MAGIC = 0xDB06_5247; // ends in "RG"
    static final int GROUP_HEADER = 40;
    static final int GROUP_ALIGNMENT = 8;
    private static final byte[] NO_ID = new byte[16];

    static final int ENTRY_HEADER = 20;
    static final byte BATCH = 'B';
    static final byte PART = 'R';
    static final byte DECISION = 'D';
    static final byte CLASS = 'C';
    static final byte OIDS = 'O';
    static final byte PACKED = 'P';
    static final byte BY_HAND = 'H';
    static final byte FORGOTTEN = 'F';

    static final int FLAG_BRANCH = 1;
    static final int FLAG_OTHER_RESOURCES = 2;
    static final int FLAG_PARTS = 4;

    static final byte COMMITTED = 1;
    static final byte ROLLED_BACK = 2;

    static final int RECORD_HEADER = 22;
    static final int RECORD_PREDECESSOR = 1;
    static final int RECORD_VERSION = 1 << 1;
    static final int RECORD_NV = 1 << 2;
    static final int RECORD_PRE = 1 << 3;
    static final int RECORD_DATA_SERIAL = 1 << 4;
    static final int RECORD_COMPRESSED = 1 << 6;
    static final int RECORD_KNOWN_FLAGS = (1 << 7) - 1;
    /** Any of them says where the revision stands among versions. */
    static final int RECORD_LINEAGE = RECORD_VERSION | RECORD_NV | RECORD_PRE;
    /** From here on in the flags stands the length of the version's name. */
    static final int RECORD_NAME_SHIFT = 8;
    /** From the first flag to the last, the bytes that each adds to a record's header, without the version's name. */
    private static final int[] RECORD_OPTIONS = {16, 0, 8, 8, 8, 8, 4};

    static final byte COMPRESSION_NONE = 0;
    static final byte COMPRESSION_DEFLATE = 1;

    private Format() {}

    /** Those that an entry of the kind may have. */
    static int knownFlags(byte kind) {
        return switch (kind) {
            case BATCH -> FLAG_BRANCH | FLAG_OTHER_RESOURCES | FLAG_PARTS;
            case DECISION -> FLAG_BRANCH;
            default -> 0;
        };
    }

    static int recordHeaderSize(int flags) {
        int size = RECORD_HEADER + (flags >>> RECORD_NAME_SHIFT);
        for (int i = 0; i < RECORD_OPTIONS.length; i++) {
            if ((flags & 1 << i) != 0) {
                size += RECORD_OPTIONS[i];
            }
        }
        return size;
    }

    static long align(long length) {
        return (length + GROUP_ALIGNMENT - 1) & -GROUP_ALIGNMENT;
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /**
     * A group header's checksum begins with the database's id, so that no other database's group passes for ours. What the
     * id adds to it is the same for every header: the key.
     */
    static int groupChecksum(int key, byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(NO_ID, 0, NO_ID.length);
        crc.update(bytes, offset, GROUP_HEADER - 4);
        return (int) crc.getValue() ^ key;
    }

    /** What the database's id adds to the checksums of its groups. */
    static int groupKey(UUID database) {
        byte[] header = new byte[NO_ID.length + GROUP_HEADER - 4];
        int without = checksum(header, 0, header.length);
        ByteBuffer.wrap(header).putLong(database.getMostSignificantBits()).putLong(database.getLeastSignificantBits());
        return checksum(header, 0, header.length) ^ without;
    }
}

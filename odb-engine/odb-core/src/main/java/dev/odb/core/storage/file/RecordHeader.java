package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.OdbException;
import dev.odb.core.storage.Lineage;
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
 * @param lineage where the revision stands among versions, or null if it is a plain one
 * @param rawLength the bytes that the record has, of which these are the compressed ones; or 0
 * @param size the bytes that this header takes
 */
record RecordHeader(
        long oid,
        int length,
        int checksum,
        long serialSeen,
        long predecessor,
        long dataSerial,
        Lineage lineage,
        int rawLength,
        int size) {
    /** None is longer that has no version's name. */
    static final int LONGEST_PLAIN = Format.recordHeaderSize(Format.RECORD_KNOWN_FLAGS);
    /** From here on a header's size is known. */
    static final int FIXED = 10;

    /** The size of the header whose first bytes stand at the buffer's beginning. */
    static int size(ByteBuffer buffer, long position) throws DamagedException {
        return Format.recordHeaderSize(flags(buffer, position));
    }

    private static int flags(ByteBuffer buffer, long position) throws DamagedException {
        int flags = buffer.getShort(8) & 0xffff;
        int nameLength = flags >>> Format.RECORD_NAME_SHIFT;
        boolean named = (flags & Format.RECORD_VERSION) != 0;
        if ((flags & 0xff & ~Format.RECORD_KNOWN_FLAGS) != 0
                || named != nameLength > 0
                || nameLength > Lineage.LONGEST_VERSION) {
            throw new DamagedException(position, "unknown record flags " + Integer.toHexString(flags));
        }
        return flags;
    }

    /** Decodes and checks the header at the beginning of a buffer that holds all of it. */
    static RecordHeader decode(ByteBuffer buffer, long position) throws DamagedException {
        int size = size(buffer, position);
        int expected = buffer.getInt(size - 4);
        if (expected != Format.checksum(buffer.array(), buffer.arrayOffset(), size - 4)) {
            throw new DamagedException(position, "the checksum of a record's header is wrong");
        }
        int flags = flags(buffer, position);
        boolean follows = (flags & Format.RECORD_PREDECESSOR) != 0;
        int length = buffer.getInt(10);
        boolean compressed = (flags & Format.RECORD_COMPRESSED) != 0;
        // it is the last option
        int rawLength = compressed ? buffer.getInt(size - 8) : 0;
        if (length < 0 || compressed && rawLength <= 0) {
            throw new DamagedException(position, "a record's length is negative, or none where it is compressed");
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
                (flags & Format.RECORD_LINEAGE) == 0 ? null : lineage(buffer, flags, position),
                rawLength,
                size);
    }

    /** It stands behind the options of the flags before its own. */
    private static int dataSerialAt(int flags) {
        return Format.recordHeaderSize(flags & ~0xff | flags & Format.RECORD_DATA_SERIAL - 1) - 4;
    }

    private static Lineage lineage(ByteBuffer buffer, int flags, long position) throws DamagedException {
        byte[] name = new byte[flags >>> Format.RECORD_NAME_SHIFT];
        int at = Format.recordHeaderSize(flags & Format.RECORD_PREDECESSOR) - 4;
        buffer.get(at, name);
        int nvAt = at + name.length;
        int preAt = nvAt + ((flags & Format.RECORD_NV) == 0 ? 0 : Long.BYTES);
        long nv = nvAt == preAt ? 0 : buffer.getLong(nvAt);
        long pre = (flags & Format.RECORD_PRE) == 0 ? 0 : buffer.getLong(preAt);
        try {
            return new Lineage(new String(name, UTF_8), nv, pre);
        } catch (OdbException e) {
            throw new DamagedException(position, "a record is of a version that has no name");
        }
    }
}

package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Write;
import java.util.List;

/**
 * A revision as it stands in the log.
 *
 * @param write what is stored
 * @param bytes its record, or that compressed
 * @param compressed whether they are compressed
 */
record StoredRecord(Write write, byte[] bytes, boolean compressed) {
    /** Compressed if that is wanted and worth it. */
    static StoredRecord of(Write write, boolean compress) {
        byte[] compressed = compress ? Deflate.compress(write.record()) : null;
        return compressed == null
                ? new StoredRecord(write, write.record(), false)
                : new StoredRecord(write, compressed, true);
    }

    /** The lowest version of the format that has all of them. */
    static int version(List<StoredRecord> records) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).write.lineage() != null) {
                return Format.LINEAGE_VERSION;
            }
        }
        return Format.COMMON_VERSION;
    }

    /** The bytes that it takes, with its header. */
    long size() {
        return (long) Format.recordHeaderSize(flags()) + bytes.length;
    }

    /** Which options its header has. */
    int flags() {
        return flags(write.serialSeen(), write.dataSerial(), write.lineage())
                | (compressed ? Format.RECORD_COMPRESSED : 0);
    }

    /** The same of one that is not compressed. */
    static int flags(long serialSeen, long dataSerial, Lineage lineage) {
        return (serialSeen == 0 ? 0 : Format.RECORD_PREDECESSOR)
                | (dataSerial == 0 ? 0 : Format.RECORD_DATA_SERIAL)
                | (lineage == null ? 0 : flags(lineage));
    }

    /** At least one, so that it is not taken for none. */
    private static int flags(Lineage lineage) {
        int flags = (lineage.nv() == 0 ? 0 : Format.RECORD_NV) | (lineage.pre() == 0 ? 0 : Format.RECORD_PRE);
        return lineage.isMain()
                ? flags | Format.RECORD_PRE
                : flags | Format.RECORD_VERSION | lineage.version().getBytes(UTF_8).length << Format.RECORD_NAME_SHIFT;
    }
}

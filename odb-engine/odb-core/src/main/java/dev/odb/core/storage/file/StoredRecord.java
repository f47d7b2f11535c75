package dev.odb.core.storage.file;

import dev.odb.core.storage.Write;

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

    /** The bytes that it takes, with its header. */
    long size() {
        return (long) Format.recordHeaderSize(flags()) + bytes.length;
    }

    /** Which options its header has. */
    int flags() {
        return flags(write.serialSeen(), write.dataSerial()) | (compressed ? Format.RECORD_COMPRESSED : 0);
    }

    /** The same of one that is not compressed. */
    static int flags(long serialSeen, long dataSerial) {
        return (serialSeen == 0 ? 0 : Format.RECORD_PREDECESSOR) | (dataSerial == 0 ? 0 : Format.RECORD_DATA_SERIAL);
    }
}

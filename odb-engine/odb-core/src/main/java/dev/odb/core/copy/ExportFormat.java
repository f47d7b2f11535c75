package dev.odb.core.copy;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The form of an export, version 1. Numbers are big-endian; {@code crc} is CRC32C over all of its rule before it.
 *
 * <pre>
 * Export  = Header Item* End
 * Header  = "ODB EXPO" version:u32 database:u128 tid:u64 crc:u32     of the snapshot it was made from
 * Item    = Class | Object | Content
 * Class   = 'C' id:u32 length:u32 description crc:u32                before the first object that names it
 * Object  = 'O' oid:u64 length:u32 record crc:u32                    the first one is what was exported
 * Content = 'B' oid:u64 length:u64 bytes crc:u32                     directly behind its blob
 * End     = 'E' objects:u64 crc:u32
 * </pre>
 *
 * Records and descriptions are those of the record layer, with the oids and class ids of the original.
 */
final class ExportFormat {
    static final byte[] MAGIC = "ODB EXPO".getBytes(US_ASCII);
    static final int VERSION = 1;
    static final int CLASS = 'C';
    static final int OBJECT = 'O';
    static final int CONTENT = 'B';
    static final int END = 'E';
    /** More than any class needs, so that no description is believed to be larger. */
    static final int LONGEST_DESCRIPTION = 1 << 20;

    private ExportFormat() {}
}

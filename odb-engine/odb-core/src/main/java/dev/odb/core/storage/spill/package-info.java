/**
 * The records that an unfinished transaction has put aside, so that it can change more than fits into memory. Enter at
 * {@link dev.odb.core.storage.spill.Spill}. What stands here is never durable and nobody else sees it.
 *
 * <p>The scratch file is a log of entries without a header; numbers are big-endian:
 *
 * <pre>
 * Entry = oid:u64 serialSeen:u64 before:i64 flags:u8 length:u32 crc:u32 record
 *         before: the position of the entry of the same object before this one, or -1
 *         flags:  1 its class can merge
 *         crc:    CRC32C of the record
 * </pre>
 *
 * <p>Thread rule: one thread at a time, that of the transaction.
 */
package dev.odb.core.storage.spill;

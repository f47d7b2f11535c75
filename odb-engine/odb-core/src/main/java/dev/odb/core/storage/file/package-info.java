/**
 * The file storage. Enter at {@link dev.odb.core.storage.file.FileStorage}. Any thread may call it; readers take no
 * lock and wait for no writer.
 *
 * <h2>The folder</h2>
 *
 * <pre>
 * odb.lock                 locked by the process that writes
 * log-0000000001.odb ...   the log's segments, numbered without gaps; after a pack from a higher number on
 * pack-*.odb               there while a pack writes a new log, from the segment of that number on
 * blobs/                   the contents of blobs, a file each; see {@link dev.odb.core.storage.local.FolderContents}
 * restore.odb              there while a restore puts its files into place: nobody opens the folder
 * restore.tmp/             what a restore makes; before-restore-* what was there before one
 * torn-*.odb               what stood behind the end of the log after a crash; may be deleted
 * spill-*.tmp              what running transactions have put aside; the next open removes what a crash leaves
 * </pre>
 *
 * <h2>The format, version 1</h2>
 *
 * All numbers are big-endian. {@code crc} is CRC32C over everything named before it in the same rule, unless said
 * otherwise. A <em>position</em> is a u64: the segment's number in the upper 24 bits, the offset in the lower 40.
 *
 * <pre>
 * Segment       = SegmentHeader Group* zeros          the zeros are room made in advance
 * SegmentHeader = "ODB LOG\n" version:u32 database:u128 number:u64 previousEnd:u64 compression:u8 zeros crc:u32
 *                 64 bytes. Magic, version and the checksum's place stay in every version. previousEnd is the offset
 *                 where the groups of the segment before end, 0 in the first. compression 0: none
 * Group         = GroupHeader Entry* padding          padding to a multiple of 8
 * GroupHeader   = 0xDB065247 zero:u32 length:u64 position:u64 forced:u64 zero:u32 crc:u32
 *                 40 bytes. length counts the entries; position is the group's own; everything before forced was
 *                 durable when the group was written. The checksum begins with the database's id
 * Entry         = kind:u8 flags:u8 zero:u16 length:u64 headLength:u32 crc:u32 Head Rest
 *                 length counts head and rest. The checksum covers the 16 bytes before it and the head
 * kind 'B'      a batch. flags: 1 it has a branch, 2 other resources take part, 4 its records stand in parts
 *   Head        = millis:u64 Branch? properties:u32 user:Text description:Text (key:Text value:Text)*
 *                 checks:u32 (oid:u64 serial:u64)* writes:u32 Parts?
 *   Rest        = Record*
 *   Parts       = last:position records:u32                      writes is 0 then; records of all parts
 *   Branch      = formatId:u32 length:u8 globalId length:u8 qualifier
 *   Text        = length:u32 UTF-8
 * kind 'R'      a part of a batch: means nothing unless a batch names it, or a later part that is named
 *   Head        = before:position writes:u32                     the part before, 0 in the first
 *   Rest        = Record*
 * kind 'D'      a decision; its order is the order of transactions. flags: 1 it has a branch
 *   Head        = outcome:u8 tid:u64 batch:position Branch?      outcome 1 committed, 2 rolled back (tid 0)
 * kind 'C'      a class description
 *   Head        = id:u32 length:u32 bytes                        no bytes: ids up to this one are not given out any more
 * kind 'O'      a range of oids was reserved
 *   Head        = end:u64                                        the first oid that was not
 * kind 'P'      the log was packed
 *   Head        = tid:u64                                        the newest transaction that was
 * Record        = oid:u64 flags:u16 length:u32 contentCrc:u32 Option* crc:u32 content
 *                 length and contentCrc are of the content, 0 bytes with a dataserial. A record does not name its own serial: the decision of its
 *                 batch gives it
 *   Option      in the order of their flags:
 *               1 serialSeen:u64 predecessor:position            the revision before; absent: a new object
 *               2 version:u64    4 nv:u64    8 pre:u64           reserved, for versions
 *               16 dataserial:u64                                the content is that of an earlier revision, which has one
 *               32 prevhead:u64                                  reserved, for undo
 *               64 rawLength:u32                                 reserved: the content is compressed
 * </pre>
 *
 * A pack writes every committed transaction like one in one phase. The records of packed ones have no predecessor.
 *
 * <p>A transaction in one phase is one group: batch and decision. A prepared branch is a batch in one group and its
 * decision in a later one. The records of a large batch come before it, in parts of a group each; the groups of others may
 * stand between them. Parts that no batch names were left by a commit that failed. A group without entries only says what
 * is durable; a clean close ends with one.
 *
 * <h2>Opening</h2>
 *
 * The log is read from its beginning. F is the highest {@code forced} of any group, also of those behind damage. What
 * does not check out below F is corruption. From F on it is the end of the log: nothing there was acknowledged. Every
 * byte between F and the end is written again and forced before anything else happens.
 *
 * <h2>Damage</h2>
 *
 * {@link dev.odb.core.storage.file.Verification} finds what is damaged, {@link dev.odb.core.storage.file.Recovery} writes the
 * rest into a new folder, which until it is complete has the suffix {@code .incomplete-recovery}.
 */
package dev.odb.core.storage.file;

/**
 * The file storage. Enter at {@link dev.odb.core.storage.file.FileStorage}. Any thread may call it; readers take no
 * lock and wait for no writer.
 *
 * <h2>The folder</h2>
 *
 * <pre>
 * odb.lock                 locked by the process that writes
 * log-0000000001.odb ...   the log's segments, numbered without gaps; after a pack from a higher number on
 * index-*.odb              the saved index, the highest number if there are several; may be deleted
 * pack-*.odb               there while a pack writes a new log, from the segment of that number on
 * blobs/                   the contents of blobs, a file each; see {@link dev.odb.core.storage.local.FolderContents}
 * restore.odb              there while a restore puts its files into place: nobody opens the folder
 * restore.tmp/             what a restore makes; before-restore-* what was there before one
 * torn-*.odb               what stood behind the end of the log after a crash; may be deleted
 * spill-*.tmp              what running transactions have put aside; the next open removes what a crash leaves
 * </pre>
 *
 * <h2>The format, versions 1 to 3</h2>
 *
 * All numbers are big-endian. {@code crc} is CRC32C over everything named before it in the same rule, unless said
 * otherwise. A <em>position</em> is a u64: the segment's number in the upper 24 bits, the offset in the lower 40.
 *
 * <pre>
 * Segment       = SegmentHeader Group* zeros          the zeros are room made in advance
 * SegmentHeader = "ODB LOG\n" version:u32 database:u128 number:u64 previousEnd:u64 compression:u8 zeros crc:u32
 *                 64 bytes. Magic, version and the checksum's place stay in every version. A segment is of version 1, unless
 *                 something stands in it that version 1 does not have. previousEnd is the offset
 *                 where the groups of the segment before end, 0 in the first. compression says what the records of this
 *                 segment are compressed with that are: 0 none is, 1 raw deflate (RFC 1951)
 * Group         = GroupHeader Entry* padding          padding to a multiple of 8
 * GroupHeader   = 0xDB065247 zero:u32 length:u64 position:u64 forced:u64 zero:u32 crc:u32
 *                 40 bytes. length counts the entries; position is the group's own; everything before forced was
 *                 durable when the group was written. The checksum begins with the database's id
 * Entry         = kind:u8 flags:u8 zero:u16 length:u64 headLength:u32 crc:u32 Head Rest
 *                 length counts head and rest. The checksum covers the 16 bytes before it and the head. Flags and kinds
 *                 that nothing writes yet, or that are not named here, are damage, as are a record's unnamed flags
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
 * kind 'H'      a branch was decided by an administrator, by hand; from version 2 on. Behind its decision in the same group,
 *               or alone in a log that was packed
 *   Head        = outcome:u8 tid:u64 prepared:u64 decided:u64 Branch      outcome and tid as in a decision; times in millis
 * kind 'F'      that may be forgotten; from version 2 on
 *   Head        = Branch
 * Record        = oid:u64 flags:u16 length:u32 contentCrc:u32 Option* crc:u32 content
 *                 length and contentCrc are of the content as it stands here, compressed or not; 0 bytes with a
 *                 dataserial, and in a tombstone. A record does not name its own serial: the decision of its batch gives
 *                 it. What the content is, see the package of records: references come before values
 *   Option      in the order of their flags:
 *               1 serialSeen:u64 predecessor:position            the revision before; absent: a new object
 *               2 version:byte*                                  the version's name in UTF-8, of so many bytes as the upper
 *                                                                eight bits of the flags say, 1 to 200; from version 3 on
 *               4 nv:u64                                         the serial of the revision that others see in its place;
 *                                                                from version 3 on
 *               8 pre:u64                                        the serial of the revision that it was made from, if that is
 *                                                                not serialSeen, 0 for none; from version 3 on
 *               16 dataserial:u64                                the content is that of an earlier revision, which has one
 *               32 prevhead:u64                                  reserved: serialSeen says it
 *               64 rawLength:u32                                 the content is compressed, and has so many bytes when it
 *                                                                is not: at least 1, at most 16 Mi
 * </pre>
 *
 * A <em>tombstone</em> is a record without content and without a dataserial: from this revision on there is no such
 * object. The abort of the version in which the object was made writes one, and an undo that goes back to where there was one;
 * readers take it for no revision. It has a serial like any other revision, and the object is revived, as by the undo of that, by a record that replaces it:
 * serialSeen is the tombstone's serial, which the list of transactions gives; its content may be a dataserial that names
 * the revision before the tombstone. A pack drops an object whose tombstone it packs, unless something refers to the object
 * or it was written later.
 *
 * <p>Options 2, 4 and 8 say where a revision stands among versions (see {@link dev.odb.core.storage.Lineage}). One that has
 * none of them is a plain one: of the main line, and made from the revision that it follows. One of the main line that was not
 * has option 8. Software that does not know them would show to all what is for a version only, so they ask for version 3; who
 * begins to write anything else that a reader of an older version would understand wrongly or take for damage raises the
 * version of the segment as well.
 * What needs a higher version than the last segment has begins a new one, so a log is refused as too new by software that
 * does not know what is in it, and read by it as long as there is nothing of that kind.
 *
 * <p>A pack writes every committed transaction like one in one phase. The records of packed ones have no predecessor, but for
 * those of a version: they follow the record of the revision that others saw at the pack time, which stays with them. A pre
 * that names what is gone becomes 0.
 *
 * <p>A transaction in one phase is one group: batch and decision. A prepared branch is a batch in one group and its
 * decision in a later one. The records of a large batch come before it, in parts of a group each; the groups of others may
 * stand between them. Parts that no batch names were left by a commit that failed. A group without entries only says what
 * is durable; a clean close ends with one.
 *
 * <h2>The saved index, versions 2 and 3</h2>
 *
 * A cache: the log alone says what is true. It is never changed once it has its header.
 *
 * <pre>
 * Index         = IndexHeader Page* State              up to the end of the file
 * IndexHeader   = "ODB IDX\n" version:u32 database:u128 first:u32 position forced:position tail:u32
 *                 stateAt:u64 stateLength:u32 stateCrc:u32 zeros crc:u32
 *                 96 bytes, zeros until all else is durable. first is the number of the log's first segment. The index
 *                 speaks of everything before position, and refers to nothing from forced on, which was durable. tail is
 *                 the crc of the last 4096 bytes of the log before forced: those of its segment and, if these are fewer,
 *                 then the last ones before in the segment before, and so on
 * Page          = (0:v | 1+serial:z record:z)*         the newest revisions of up to 1024 objects by rising oid, 0 where
 *                 there is none. Some may be newer than position. z is the difference to the serial or position before it
 *                 in the page, at first to 0, doubled, and less than 0 all bits inverted; v and z are unsigned, seven bits a
 *                 byte, lowest first, the eighth set where another byte follows, ten bytes at most
 * State         = lastTid:u64 oidEnd:u64 packedTid:u64 skipped:u32
 *                 marks:u32 (tid:u64 group:position)*  every 256th decision; skipped have followed since the last
 *                 undecided:u32 (batch:position)*      batches of branches without a decision
 *                 ByHand?                              in version 3, which an index with such decisions is of
 *                 nextClass:u32 (length:s32 bytes)*    the classes 1 to nextClass - 1; length -1 for none
 *                 pages:u32 (number:u64 length:u32 crc:u32)*
 *                 the pages as they stand in the file, of so many bytes each; number times 1024 is the first oid, and
 *                 there are no objects behind the last one in a page
 * ByHand        = count:u32 Head*                      of entries 'H' whose branches are not forgotten
 * </pre>
 *
 * <h2>Opening</h2>
 *
 * The log is read from its beginning, or from the position of a saved index that is the log's own. F is the highest {@code
 * forced} of that index and of any group read, also of those behind damage. What does not check out below F is corruption.
 * From F on it is the end of the log: nothing there was acknowledged. Every byte between F and the end is written again and
 * forced before anything else happens.
 *
 * <h2>Damage</h2>
 *
 * {@link dev.odb.core.storage.file.Verification} finds what is damaged, {@link dev.odb.core.storage.file.Recovery} writes the
 * rest into a new folder, which until it is complete has the suffix {@code .incomplete-recovery}.
 */
package dev.odb.core.storage.file;

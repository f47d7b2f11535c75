package dev.odb.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.TransactionMetadata;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes groups and entries; {@link Entries} and {@link BatchImage} are the other half. Whatever does not check out is an
 * exception; {@link DamagedEntries} goes on. One thread.
 */
class EntryReader {
    private final LogReader reader;
    private final Log log;

    EntryReader(Log log) {
        this.log = log;
        reader = new LogReader(log);
    }

    /** Where the log is, for messages. */
    String location() {
        return log.files().location();
    }

    LogReader reader() {
        return reader;
    }

    /** The group at the position, or null if none stands there or it does not fit into the file. */
    GroupHeader group(long position) throws IOException {
        ByteBuffer bytes = reader.find(position, Format.GROUP_HEADER);
        if (bytes == null) {
            return null;
        }
        GroupHeader group = GroupHeader.decode(bytes, 0, position, log.groupKey());
        Segment segment = log.segment(Positions.segment(position));
        long room = segment.allocated() - Positions.offset(group == null ? 0 : group.entries());
        return group == null || group.length() > room ? null : group;
    }

    /** Every entry of the group; with {@code contents} the records' bytes are checked, too. */
    List<Entry> entries(GroupHeader group, boolean contents) throws IOException, DamagedException {
        List<Entry> entries = new ArrayList<>(2);
        long end = group.entries() + group.length();
        long position = group.entries();
        while (position < end) {
            long length = Format.ENTRY_HEADER
                    + reader.require(position, Format.ENTRY_HEADER).getLong(4);
            if (length < Format.ENTRY_HEADER || length > end - position) {
                throw new DamagedException(position, "an entry is longer than its group");
            }
            entries.add(entry(position, position + length, contents));
            position += length;
        }
        return entries;
    }

    /** The batch at the position that a decision names. */
    Entry.BatchEntry batch(long position) throws IOException, DamagedException {
        if (single(position) instanceof Entry.BatchEntry batch) {
            return batch;
        }
        throw new DamagedException(position, "a decision names what is no batch");
    }

    /** The entry at the position, wherever its group begins. */
    Entry single(long position) throws IOException, DamagedException {
        Segment segment = log.segment(Positions.segment(position));
        if (segment == null) {
            throw new DamagedException(position, "there is no such file");
        }
        long length = reader.require(position, Format.ENTRY_HEADER).getLong(4);
        long end = Positions.of(segment.number, segment.allocated());
        if (length < 0 || length > end - position - Format.ENTRY_HEADER) {
            throw new DamagedException(position, "an entry is longer than its file");
        }
        return entry(position, position + Format.ENTRY_HEADER + length, false);
    }

    /** The entry between two positions. */
    Entry entry(long position, long end, boolean contents) throws IOException, DamagedException {
        int headLength = reader.require(position, Format.ENTRY_HEADER).getInt(12);
        if (headLength < 0 || headLength > end - position - Format.ENTRY_HEADER) {
            throw new DamagedException(position, "an entry's head is longer than the entry");
        }
        ByteBuffer bytes = reader.require(position, Format.ENTRY_HEADER + headLength);
        if (bytes.getInt(16) != Entries.checksum(bytes, 0, headLength)) {
            throw new DamagedException(position, "the checksum of an entry is wrong");
        }
        byte kind = bytes.get(0);
        int flags = bytes.get(1);
        if ((flags & ~Format.knownFlags(kind)) != 0) {
            throw new DamagedException(position, "unknown flags " + Integer.toHexString(flags & 0xff) + " of an entry");
        }
        bytes.position(Format.ENTRY_HEADER);
        try {
            return switch (kind) {
                case Format.BATCH -> batch(bytes, flags, position, end, contents);
                case Format.PART -> part(bytes, position, end, contents);
                case Format.DECISION -> decision(bytes, flags, position);
                case Format.CLASS -> new Entry.ClassEntry(bytes.getInt(), bytes(bytes, bytes.getInt()));
                case Format.OIDS -> new Entry.OidsEntry(bytes.getLong());
                case Format.PACKED -> new Entry.PackedEntry(bytes.getLong());
                case Format.BY_HAND -> new Entry.ByHandEntry(byHand(bytes, committed(bytes, position)));
                case Format.FORGOTTEN -> new Entry.ForgottenEntry(branch(bytes));
                default -> throw new DamagedException(position, "an entry is of the unknown kind " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new DamagedException(position, "an entry is shorter than what it holds");
        }
    }

    private static Entry decision(ByteBuffer bytes, int flags, long position) throws DamagedException {
        boolean committed = committed(bytes, position);
        long tid = bytes.getLong();
        long batch = bytes.getLong();
        BranchId branch = (flags & Format.FLAG_BRANCH) == 0 ? null : branch(bytes);
        return new Entry.DecisionEntry(committed, tid, batch, branch);
    }

    private static boolean committed(ByteBuffer bytes, long position) throws DamagedException {
        byte outcome = bytes.get();
        if (outcome != Format.COMMITTED && outcome != Format.ROLLED_BACK) {
            throw new DamagedException(position, "a decision has the unknown outcome " + outcome);
        }
        return outcome == Format.COMMITTED;
    }

    /** What follows the outcome. */
    static HeuristicDecision byHand(ByteBuffer bytes, boolean committed) {
        long tid = bytes.getLong();
        Instant since = Instant.ofEpochMilli(bytes.getLong());
        Instant decided = Instant.ofEpochMilli(bytes.getLong());
        return new HeuristicDecision(branch(bytes), committed, tid, since, decided);
    }

    private Entry batch(ByteBuffer bytes, int flags, long position, long end, boolean contents)
            throws IOException, DamagedException {
        Instant time = Instant.ofEpochMilli(bytes.getLong());
        BranchId branch = (flags & Format.FLAG_BRANCH) == 0 ? null : branch(bytes);
        TransactionMetadata metadata = metadata(bytes, (flags & Format.FLAG_OTHER_RESOURCES) != 0);
        int checks = count(bytes, 16);
        List<ReadCheck> readChecks = new ArrayList<>(checks);
        for (int i = 0; i < checks; i++) {
            readChecks.add(new ReadCheck(bytes.getLong(), bytes.getLong()));
        }
        int writes = bytes.getInt();
        if ((flags & Format.FLAG_PARTS) != 0) {
            long last = bytes.getLong();
            int count = bytes.getInt();
            Entry.PartEntry all = inParts(position, last, count);
            return new Entry.BatchEntry(
                    position, branch, time, metadata, readChecks, all.oids(), all.serials(), all.positions());
        }
        Entry.PartEntry own = records(position, 0, writes, position + bytes.position(), end, contents);
        return new Entry.BatchEntry(
                position, branch, time, metadata, readChecks, own.oids(), own.serials(), own.positions());
    }

    private Entry part(ByteBuffer bytes, long position, long end, boolean contents)
            throws IOException, DamagedException {
        long previous = bytes.getLong();
        int writes = bytes.getInt();
        return records(position, previous, writes, position + bytes.position(), end, contents);
    }

    /** So many records in parts, the last of which is named. */
    Entry.PartEntry inParts(long batch, long last, int count) throws IOException, DamagedException {
        List<Entry.PartEntry> parts = new ArrayList<>();
        long before = batch;
        for (long at = last; at != 0; ) {
            if (!endsBefore(at, before) || !(single(at) instanceof Entry.PartEntry part)) {
                throw new DamagedException(batch, "a batch names a part that is not there");
            }
            parts.add(part);
            before = at;
            at = part.previous();
        }
        long sum = parts.stream().mapToLong(part -> part.oids().length).sum();
        if (sum != count) {
            throw new DamagedException(batch, "a batch has " + sum + " records in its parts and should have " + count);
        }
        return assemble(parts, count, batch);
    }

    /** Whether the entry there ends before the other begins: what lies in one another would be read again and again. */
    boolean endsBefore(long position, long other) throws IOException, DamagedException {
        if (position >= other || log.segment(Positions.segment(position)) == null) {
            return false;
        }
        long length = reader.require(position, Format.ENTRY_HEADER).getLong(4);
        return length >= 0 && length <= other - position - Format.ENTRY_HEADER;
    }

    /** The records of parts, which are given from the last one on. */
    static Entry.PartEntry assemble(List<Entry.PartEntry> parts, int count, long batch) {
        Entry.PartEntry all = new Entry.PartEntry(batch, 0, new long[count], new long[count], new long[count]);
        int end = count;
        for (Entry.PartEntry part : parts) {
            int length = part.oids().length;
            end -= length;
            System.arraycopy(part.oids(), 0, all.oids(), end, length);
            System.arraycopy(part.serials(), 0, all.serials(), end, length);
            System.arraycopy(part.positions(), 0, all.positions(), end, length);
        }
        return all;
    }

    /** The records of an entry, which stand between two positions. */
    Entry.PartEntry records(long entry, long previous, int writes, long start, long end, boolean contents)
            throws IOException, DamagedException {
        if (writes < 0 || writes > (end - start) / Format.RECORD_HEADER) {
            throw new DamagedException(entry, "a batch has more records than room for them");
        }
        Entry.PartEntry records =
                new Entry.PartEntry(entry, previous, new long[writes], new long[writes], new long[writes]);
        long position = start;
        for (int i = 0; i < writes; i++) {
            int size = RecordHeader.size(reader.require(position, RecordHeader.FIXED), position);
            RecordHeader header = RecordHeader.decode(reader.require(position, size), position);
            if (header.length() > end - position - size) {
                throw new DamagedException(position, "a record is longer than its batch");
            }
            if (contents) {
                ByteBuffer content = reader.require(position + size, header.length());
                if (header.checksum() != Format.checksum(content.array(), content.arrayOffset(), header.length())) {
                    throw new DamagedException(position, "the checksum of a record is wrong");
                }
            }
            records.oids()[i] = header.oid();
            records.serials()[i] = header.serialSeen();
            records.positions()[i] = position;
            position += size + header.length();
        }
        return records;
    }

    private static BranchId branch(ByteBuffer bytes) {
        int formatId = bytes.getInt();
        byte[] globalId = bytes(bytes, bytes.get() & 0xff);
        return new BranchId(formatId, globalId, bytes(bytes, bytes.get() & 0xff));
    }

    private static TransactionMetadata metadata(ByteBuffer bytes, boolean otherResources) {
        int properties = count(bytes, 8);
        String user = text(bytes);
        String description = text(bytes);
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < properties; i++) {
            map.put(text(bytes), text(bytes));
        }
        return new TransactionMetadata(user, description, Map.copyOf(map), otherResources);
    }

    private static String text(ByteBuffer bytes) {
        return new String(bytes(bytes, bytes.getInt()), UTF_8);
    }

    private static int count(ByteBuffer bytes, int least) {
        int count = bytes.getInt();
        if (count < 0 || count > bytes.remaining() / least) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    private static byte[] bytes(ByteBuffer bytes, int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] copy = new byte[length];
        bytes.get(copy);
        return copy;
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.TransactionMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes groups of which something may be damaged, and checks the contents of all records. Of a batch or part whose head
 * is damaged it finds the records. One thread.
 */
final class DamagedEntries extends EntryReader {
    private final RecordChain chain;
    private final Damage damage;
    private final OpenParts openParts = new OpenParts();
    /** By the position of the entry. */
    private final Map<Long, List<Lost>> lost = new LinkedHashMap<>();
    /** Records of entries whose heads are damaged. */
    private final Map<Long, Entry.PartEntry> headless = new HashMap<>();

    /** Hears of damage. */
    @FunctionalInterface
    interface Damage {
        /** An entry cannot be read; with {@code records} only its head, and its records can. */
        void entry(long position, String what, Entry.PartEntry records);
    }

    DamagedEntries(Log log, Damage damage) {
        super(log);
        this.damage = damage;
        chain = new RecordChain(reader());
    }

    /** What can be read between two positions, where one entry follows the other. */
    List<Entry> salvage(long start, long end) throws IOException {
        List<Entry> entries = new ArrayList<>(2);
        long position = start;
        while (position < end) {
            try {
                long length = length(position, end);
                Entry entry = entry(position, position + length, false);
                entries.add(entry);
                if (entry instanceof Entry.PartEntry part) {
                    openParts.add(part);
                }
                position += length;
            } catch (DamagedException e) {
                passOver(position, end, e.getMessage(), entries);
                return entries;
            }
        }
        return entries;
    }

    /**
     * Whole entries that stand between two positions, where the header of their group is damaged, or null if there are
     * none that fill the room.
     */
    List<Entry> withoutGroup(long start, long end) throws IOException {
        List<Entry> entries = new ArrayList<>(2);
        long position = start;
        try {
            while (Format.align(position) < end) {
                long length = length(position, end);
                entries.add(entry(position, position + length, false));
                position += length;
            }
        } catch (DamagedException e) {
            return null;
        }
        entries.forEach(entry -> {
            if (entry instanceof Entry.PartEntry part) {
                openParts.add(part);
            }
        });
        return entries.isEmpty() || Format.align(position) != end ? null : entries;
    }

    /** Takes the damaged records of an entry. */
    List<Lost> takeLost(long entry) {
        List<Lost> taken = lost.remove(entry);
        return taken == null ? List.of() : taken;
    }

    /** Takes all that belong to no batch that was asked for. */
    List<Lost> takeLost() {
        List<Lost> rest = lost.values().stream().flatMap(List::stream).toList();
        lost.clear();
        return rest;
    }

    /** The records of a batch whose head is damaged, or null; nothing else is known of it. */
    Entry.BatchEntry headless(long position) {
        Entry.PartEntry records = headless.remove(position);
        return records == null
                ? null
                : new Entry.BatchEntry(
                        position,
                        null,
                        null,
                        TransactionMetadata.NONE,
                        List.of(),
                        records.oids(),
                        records.serials(),
                        records.positions());
    }

    private long length(long position, long end) throws IOException, DamagedException {
        if (end - position < Format.ENTRY_HEADER) {
            throw new DamagedException(position, "there is no room for an entry");
        }
        long length = Format.ENTRY_HEADER
                + reader().require(position, Format.ENTRY_HEADER).getLong(4);
        if (length < Format.ENTRY_HEADER || length > end - position) {
            throw new DamagedException(position, "an entry is longer than its group");
        }
        return length;
    }

    /** Behind a damaged entry only the decision of a transaction in one phase may stand, at the end. */
    private void passOver(long position, long end, String what, List<Entry> entries) throws IOException {
        long decisionAt = end - Entries.decisionSize(null);
        Entry decision = null;
        if (decisionAt > position) {
            try {
                Entry last = entry(decisionAt, end, false);
                decision = last instanceof Entry.DecisionEntry made && made.batch() == position ? last : null;
            } catch (DamagedException e) {
                // then it is no decision
                decision = null;
            }
        }
        long recordsEnd = decision == null ? end : decisionAt;
        long start = chain.search(position + Format.ENTRY_HEADER, recordsEnd);
        Entry.PartEntry records = null;
        if (start >= 0) {
            List<Lost> damaged = new ArrayList<>();
            records = chain.read(position, previousSaid(position), start, recordsEnd, damaged);
            remember(position, damaged);
        } else if (recordsEnd - position > Format.ENTRY_HEADER + BatchImage.PARTS) {
            records = inPartsSaid(position, recordsEnd - BatchImage.PARTS);
        }
        if (records != null) {
            headless.put(position, records);
        }
        damage.entry(position, what, records);
        if (decision != null) {
            entries.add(decision);
        }
    }

    /**
     * The records in parts, where the damaged head of a batch ends by naming the last one and the number of records: if one
     * of the two is right, and the last part before the batch agrees.
     */
    private Entry.PartEntry inPartsSaid(long batch, long at) throws IOException {
        ByteBuffer bytes = reader().find(at, BatchImage.PARTS);
        if (bytes == null) {
            return null;
        }
        long said = bytes.getLong(0);
        int count = bytes.getInt(Long.BYTES);
        long nearest = openParts.before(batch, Long.MAX_VALUE);
        for (long last : new long[] {said, nearest}) {
            if (isPart(last, batch)) {
                PartChain parts = follow(batch, last, true);
                if (parts.has(count)) {
                    return take(parts, batch, count);
                }
            }
        }
        if (said != nearest || !isPart(said, batch)) {
            return null;
        }
        PartChain parts = follow(batch, said, true);
        return take(parts, batch, parts.records() + parts.damaged());
    }

    /** What the damaged head of a part says is the part before it. */
    private long previousSaid(long position) throws IOException {
        ByteBuffer bytes = reader().find(position, PartImage.RECORDS);
        return bytes == null ? 0 : bytes.getLong(Format.ENTRY_HEADER);
    }

    @Override
    Entry.PartEntry records(long entry, long previous, int writes, long start, long end, boolean contents)
            throws IOException {
        List<Lost> damaged = new ArrayList<>();
        Entry.PartEntry found = chain.read(entry, previous, start, end, damaged);
        int missing = writes - found.oids().length - damaged.size();
        if (missing > 0) {
            long last =
                    damaged.isEmpty() ? entry : damaged.get(damaged.size() - 1).position();
            damaged.add(new Lost(last, 0, false, -1, missing + " more records cannot be found"));
        }
        remember(entry, damaged);
        return found;
    }

    private void remember(long entry, List<Lost> damaged) {
        if (!damaged.isEmpty()) {
            lost.put(entry, damaged);
        }
    }

    @Override
    Entry.PartEntry inParts(long batch, long last, int count) throws IOException {
        PartChain parts = follow(batch, last, true);
        if (!parts.has(count) && parts.isDoubtful()) {
            parts = follow(batch, last, false);
        }
        if (!parts.has(count)) {
            // some of them would be those of another batch
            parts.removeDoubtful();
        }
        return take(parts, batch, count);
    }

    /** The parts are those of that batch. */
    private Entry.PartEntry take(PartChain parts, long batch, int count) {
        for (Entry.PartEntry part : parts.parts()) {
            openParts.remove(part.position());
            headless.remove(part.position());
            lost.remove(part.position());
        }
        remember(batch, parts.lost(count, batch));
        return assemble(parts.parts(), parts.records(), batch);
    }

    /** With {@code believe}, what the damaged head of a part says of the one before it counts if there is such a part. */
    private PartChain follow(long batch, long last, boolean believe) throws IOException {
        PartChain parts = new PartChain();
        long before = batch;
        for (long at = last; at != 0; ) {
            Entry.PartEntry part = part(at, before);
            if (part == null) {
                parts.missing(at);
                break;
            }
            parts.add(part, lost.getOrDefault(at, List.of()));
            before = at;
            at = part.previous();
            if (headless.containsKey(before)) {
                parts.doubt();
                if (!believe || !isPart(at, before)) {
                    at = openParts.before(before, part.oids().length == 0 ? Long.MAX_VALUE : part.oids()[0]);
                }
            }
        }
        return parts;
    }

    private Entry.PartEntry part(long at, long before) throws IOException {
        Entry.PartEntry records = headless.get(at);
        try {
            return records != null
                    ? at < before ? records : null
                    : endsBefore(at, before) && single(at) instanceof Entry.PartEntry part ? part : null;
        } catch (DamagedException e) {
            return null;
        }
    }

    private boolean isPart(long at, long before) throws IOException {
        return at != 0 && part(at, before) != null;
    }
}

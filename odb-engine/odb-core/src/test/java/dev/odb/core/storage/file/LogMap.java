package dev.odb.core.storage.file;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands where in the segments of a whole log. */
final class LogMap {
    private static final Place NOTHING = new Place((byte) 0, false, false, Set.of());

    private final Map<String, TreeMap<Integer, Place>> places = new HashMap<>();
    /** By transaction, the groups that it needs. */
    final Map<Long, Set<Extent>> extents = new HashMap<>();

    /** Where an entry stands, from the beginning of its group to its end. */
    record Extent(String file, int start, int end) {
        boolean overlaps(String otherFile, int from, int to) {
            return file.equals(otherFile) && start < to && from < end;
        }
    }

    /**
     * What a byte is part of.
     *
     * @param kind of the entry, 0 outside of any
     * @param inRecords behind the entry's head
     * @param branch the batch of a branch in doubt
     * @param tids of the transactions whose batch, part of a batch or decision it is
     */
    record Place(byte kind, boolean inRecords, boolean branch, Set<Long> tids) {
        Place {
            tids = Set.copyOf(tids);
        }

        @Override
        public String toString() {
            return kind == 0
                    ? "no entry"
                    : "an entry " + (char) kind + (inRecords ? ", records, of " : ", head, of ") + tids;
        }
    }

    private LogMap() {}

    static LogMap of(FaultyDisk disk) throws Exception {
        LogMap map = new LogMap();
        Findings findings = new Findings();
        try (DamagedLog log = DamagedLog.open(disk, findings)) {
            Map<Long, Set<Long>> tidsOfBatches = new HashMap<>();
            EntryReader reader = new EntryReader(log.log());
            LogWalk walk = new LogWalk(log.log(), reader);
            long at = walk.normalize(log.log().start());
            TreeMap<Long, Entry> entries = new TreeMap<>();
            for (GroupHeader group = walk.group(at); group != null; group = walk.group(at)) {
                long position = group.entries();
                for (Entry entry : reader.entries(group, true)) {
                    entries.put(position, entry);
                    position += Format.ENTRY_HEADER
                            + reader.reader()
                                    .require(position, Format.ENTRY_HEADER)
                                    .getLong(4);
                    if (entry instanceof Entry.DecisionEntry decision && decision.committed()) {
                        tidsOfBatches
                                .computeIfAbsent(decision.batch(), key -> new HashSet<>())
                                .add(decision.tid());
                    }
                }
                at = walk.normalize(group.end());
            }
            for (Map.Entry<Long, Entry> each : entries.entrySet()) {
                ByteBuffer header = reader.reader().require(each.getKey(), Format.ENTRY_HEADER);
                byte kind = header.get(0);
                long head = Format.ENTRY_HEADER + header.getInt(12);
                long end = Format.ENTRY_HEADER + header.getLong(4);
                Set<Long> tids = new HashSet<>(tidsOfBatches.getOrDefault(each.getKey(), Set.of()));
                boolean branch = each.getValue() instanceof Entry.BatchEntry batch && batch.branch() != null;
                if (each.getValue() instanceof Entry.DecisionEntry decision) {
                    tids.add(decision.tid());
                }
                if (each.getValue() instanceof Entry.PartEntry) {
                    // all parts of these databases belong to one transaction each, and most of them to the same
                    tidsOfBatches.values().forEach(tids::addAll);
                }
                for (long tid : tids) {
                    map.extents
                            .computeIfAbsent(tid, key -> new HashSet<>())
                            .add(new Extent(
                                    log.file(each.getKey()),
                                    (int) Positions.offset(each.getKey()) - Format.GROUP_HEADER,
                                    (int) (Positions.offset(each.getKey()) + end)));
                }
                String file = log.file(each.getKey());
                int offset = (int) Positions.offset(each.getKey());
                TreeMap<Integer, Place> inFile = map.places.computeIfAbsent(file, key -> new TreeMap<>());
                inFile.put(offset, new Place(kind, false, branch, tids));
                inFile.put(offset + (int) head, new Place(kind, true, branch, tids));
                inFile.put(offset + (int) end, NOTHING);
            }
        }
        return map;
    }

    Place at(String file, int offset) {
        TreeMap<Integer, Place> inFile = places.get(file);
        Map.Entry<Integer, Place> found = inFile == null ? null : inFile.floorEntry(offset);
        return found == null ? NOTHING : found.getValue();
    }
}

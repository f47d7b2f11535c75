package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The segments of a folder, as far as it can be made out which they are and what database they are of. Reads only. One
 * thread.
 */
final class DamagedLog implements Closeable {
    /** More than that cannot have been lost and leave something behind them worth looking at. */
    private static final int LARGEST_GAP = 10_000;

    private final FileAccess files;
    private final Findings findings;
    private final List<FoundSegment> found = new ArrayList<>();
    private final SortedMap<Integer, FoundSegment> placed = new TreeMap<>();
    /** By segment, what is only wrong if the log reaches it. */
    private final SortedMap<Integer, Finding> doubtful = new TreeMap<>();

    private UUID database;
    private Log log;

    private DamagedLog(FileAccess files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /**
     * Opens all segments.
     *
     * @throws dev.odb.StorageFormatTooNewException if one of them is of a later version
     */
    static DamagedLog open(FileAccess files, Findings findings) throws IOException {
        while (true) {
            DamagedLog damaged = new DamagedLog(files, findings);
            boolean done = false;
            try {
                damaged.open();
                done = true;
                return damaged;
            } catch (NoSuchFileException e) {
                // a pack of a process that writes has replaced the log since its files were listed
                if (files.list().contains(e.getFile())) {
                    throw e;
                }
            } finally {
                if (!done) {
                    damaged.close();
                }
            }
        }
    }

    /** What can be read; the segments that are not there are empty. */
    Log log() {
        return log;
    }

    /** The database's id, or null if nothing says it. */
    UUID database() {
        return database;
    }

    /** The file that has the position. */
    String file(long position) {
        FoundSegment segment = placed.get(Positions.segment(position));
        return segment == null ? SegmentName.of(Positions.segment(position)) : segment.name();
    }

    /** All segments that there are. */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        placed.keySet().forEach(number -> segments.add(log.segment(number)));
        return segments;
    }

    /** The bytes of all segments. */
    long bytes() {
        return segments().stream().mapToLong(Segment::allocated).sum();
    }

    /** The bytes before a position. */
    long bytesBefore(long position) {
        long before = Positions.offset(position);
        for (Segment segment : segments()) {
            before += segment.number < Positions.segment(position) ? segment.allocated() : 0;
        }
        return Math.min(bytes(), before);
    }

    /** The log goes up to that position: reports the segments up to there that are missing or do not begin as such. */
    void reportUpTo(long end) throws IOException {
        for (Map.Entry<Integer, Finding> each :
                doubtful.headMap(Positions.segment(end) + 1).entrySet()) {
            FoundSegment segment = placed.get(each.getKey());
            // a process that writes may have begun it when it was looked at first
            if (segment == null || segment.again().header() == null) {
                findings.add(each.getValue());
            }
        }
    }

    private void open() throws IOException {
        List<String> names = files.list();
        PackFiles pack = PackFiles.find(files, names);
        boolean packed = pack != null && pack.isLog(names);
        for (String name : names) {
            int number = SegmentName.number(name);
            if (number > 0 && (pack == null || pack.precedes(number) == packed)) {
                found.add(FoundSegment.read(name, new PatientFile(files.open(name, false), name, findings)));
            }
        }
        if (found.isEmpty()) {
            throw StorageMessages.nothingToCheck(files.location());
        }
        database = mostFrequent();
        place();
        List<Segment> segments = segments(firstSegments());
        log = log(segments.toArray(Segment[]::new));
        if (pack != null) {
            findings.add(FindingMessages.packLeftovers(
                    pack.name(), "a pack is running, or has left files when its process ended"));
        }
    }

    private UUID mostFrequent() {
        Map<UUID, Integer> counts = new HashMap<>();
        UUID most = null;
        for (FoundSegment segment : found) {
            if (segment.header() != null) {
                UUID id = segment.header().database();
                int count = counts.merge(id, 1, Integer::sum);
                most = most == null || count > counts.get(most) ? id : most;
            }
        }
        return most;
    }

    /** Puts each where it says it belongs; those that are named so come first. */
    private void place() {
        List<FoundSegment> others = new ArrayList<>();
        for (FoundSegment segment : found) {
            if (segment.header() != null && !segment.header().database().equals(database)) {
                findings.add(FindingMessages.segmentPlace(
                        segment.name(), "it belongs to another database", "what stood in the file of that name"));
            } else if (segment.number() == segment.numberInName()) {
                placed.put(segment.number(), segment);
            } else {
                others.add(segment);
            }
        }
        for (FoundSegment segment : others) {
            String is = "it is segment " + segment.number() + " of this database";
            if (segment.number() > 0 && placed.putIfAbsent(segment.number(), segment) == null) {
                findings.add(FindingMessages.segmentPlace(segment.name(), is, "nothing: it is read as that"));
            } else {
                findings.add(FindingMessages.segmentPlace(
                        segment.name(), is + ", which is there already", "what stood in the file of that name"));
            }
        }
        if (placed.isEmpty()) {
            throw StorageMessages.nothingToCheck(files.location());
        }
    }

    /** Without those that stand behind a gap that is too large. */
    private SortedMap<Integer, FoundSegment> firstSegments() {
        int last = placed.firstKey();
        for (int number : placed.keySet()) {
            if (number - last > LARGEST_GAP) {
                findings.add(FindingMessages.segmentPlace(
                        placed.get(number).name(),
                        "more than " + LARGEST_GAP + " files before it are missing",
                        "this file and those after it, which are not read"));
                placed.tailMap(number).clear();
                return placed;
            }
            last = number;
        }
        return placed;
    }

    private List<Segment> segments(SortedMap<Integer, FoundSegment> readable) throws IOException {
        List<Segment> segments = new ArrayList<>();
        int first = readable.firstKey();
        SegmentHeader header = readable.get(first).header();
        if (header == null ? first != 1 && lower(first) : header.previousEnd() != 0) {
            findings.add(FindingMessages.segmentPlace(
                    SegmentName.of(first - 1),
                    "it is missing, and perhaps others before it",
                    "the first transactions"));
        }
        for (int number = first; number <= readable.lastKey(); number++) {
            FoundSegment segment = readable.get(number);
            if (segment == null) {
                segments.add(new Segment(number, new MissingFile(), null, 0));
                doubtful.put(
                        number,
                        FindingMessages.segmentPlace(
                                SegmentName.of(number), "it is missing", "what was written in it"));
            } else {
                segments.add(segment.segment());
                if (segment.header() == null) {
                    doubtful.put(number, FindingMessages.segmentHeader(segment.name()));
                }
            }
        }
        return segments;
    }

    /** Whether others may have stood before a segment that does not say it: the first one after a pack has a high number. */
    private static boolean lower(int first) {
        return first <= PackedLog.HEADROOM;
    }

    private Log log(Segment[] segments) throws IOException {
        if (database == null) {
            return unnamed(segments);
        }
        return new Log(files, FileSettings.DEFAULT, database, segments);
    }

    /** No segment says what database it is of: its groups give the key, and perhaps one of the damaged headers the id. */
    private Log unnamed(Segment[] segments) throws IOException {
        int key = GroupKeys.find(segments);
        for (FoundSegment segment : placed.values()) {
            UUID said = SegmentHeader.databaseSaid(segment.start());
            if (database == null && Format.groupKey(said) == key) {
                database = said;
            }
        }
        return new Log(files, FileSettings.DEFAULT, database, key, segments);
    }

    @Override
    public void close() throws IOException {
        for (FoundSegment segment : found) {
            segment.file().close();
        }
    }
}

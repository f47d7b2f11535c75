package dev.odb.core.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * The segments as one log that grows at its end. The append section (one thread at a time) claims room and writes; any
 * thread reads; one thread at a time forces.
 */
final class Log implements Closeable {
    private final FileAccess files;
    private final FileSettings settings;
    private final UUID database;
    private final int groupKey;
    private volatile Segment[] segments;
    private volatile int lastNumber = SegmentName.HIGHEST;
    private volatile long appended;
    private int folderForced;

    Log(FileAccess files, FileSettings settings, UUID database, Segment[] segments) {
        this(files, settings, database, Format.groupKey(database), segments);
    }

    /** One whose database's id is known only by its key, or not at all. */
    Log(FileAccess files, FileSettings settings, UUID database, int groupKey, Segment[] segments) {
        this.files = files;
        this.settings = settings;
        this.database = database;
        this.groupKey = groupKey;
        this.segments = segments.clone();
        folderForced = current().number;
    }

    UUID database() {
        return database;
    }

    /** What the database's id adds to the checksums of its groups. */
    int groupKey() {
        return groupKey;
    }

    FileAccess files() {
        return files;
    }

    /** Whether new records are compressed that are worth it; not in a segment whose header knows no compression. */
    boolean compresses() {
        return settings.compress() && current().header.compression() == Format.COMPRESSION_DEFLATE;
    }

    Segment first() {
        return segments[0];
    }

    Segment current() {
        Segment[] known = segments;
        return known[known.length - 1];
    }

    /** The segment with that number, or null. */
    Segment segment(int number) {
        Segment[] known = segments;
        int index = number - known[0].number;
        return index >= 0 && index < known.length ? known[index] : null;
    }

    /** Where the log begins. */
    long start() {
        return Positions.of(first().number, Format.SEGMENT_HEADER);
    }

    /** Where the next group goes. */
    long end() {
        Segment current = current();
        return Positions.of(current.number, current.end);
    }

    /**
     * Makes room at the end for a group and, behind it, for the reserve. What software of the segment's version does not
     * read begins a new segment, so that such software refuses the log instead of taking it for damaged.
     *
     * @return where it goes
     * @throws IOException if there is no room; nothing has changed
     */
    long claim(Group group, long reserve) throws IOException {
        int size = group.size();
        Segment current = current();
        boolean full = current.end + size + reserve > settings.segmentSize() && current.end > Format.SEGMENT_HEADER;
        boolean older = current.header.version() < group.version();
        if (older && current.number == lastNumber) {
            throw new IOException("no segment can begin until a pack has ended");
        }
        if (older || full && current.number < lastNumber) {
            current = roll(group.version(), size + reserve);
        } else {
            current.allocate(current.end + size + reserve, settings.preallocation());
        }
        return Positions.of(current.number, current.end);
    }

    /** From now on no segment gets a higher number; the last one grows instead. */
    void limit(int number) {
        lastNumber = number;
    }

    /** The bytes of all groups. */
    long used() {
        return usedBefore(end());
    }

    /** The bytes of all groups before the position. */
    long usedBefore(long position) {
        long used = 0;
        for (Segment segment : segments) {
            if (segment.number < Positions.segment(position)) {
                used += segment.end - Format.SEGMENT_HEADER;
            } else if (segment.number == Positions.segment(position)) {
                used += Positions.offset(position) - Format.SEGMENT_HEADER;
            }
        }
        return used;
    }

    /** The bytes of all files, room that was made in advance among them. */
    long allocated() {
        long allocated = 0;
        for (Segment segment : segments) {
            allocated += segment.allocated();
        }
        return allocated;
    }

    /** Makes room without beginning a new segment; none needs to be made for what was reserved. */
    long claimHere(int size) throws IOException {
        Segment current = current();
        current.allocate(current.end + size, 0);
        return Positions.of(current.number, current.end);
    }

    /** Whether so many bytes fit without growing the file and without touching the reserve. */
    boolean fits(long size, long reserve) {
        Segment current = current();
        return current.end + size + reserve <= current.allocated();
    }

    /**
     * Writes a group at the end.
     *
     * @throws BrokenLogException if it failed and left traces
     * @throws IOException if it failed; the log is as before
     */
    void append(ByteBuffer group) throws IOException {
        Segment current = current();
        int size = group.remaining();
        try {
            current.file.write(group, current.end);
        } catch (IOException e) {
            erase(current, size, e);
            throw e;
        }
        current.end += size;
        appended += size;
    }

    /** How many bytes were appended since it was opened. */
    long appended() {
        return appended;
    }

    /** Room ahead, taken while nobody waits for it. */
    void allocateAhead() throws IOException {
        Segment current = current();
        int step = settings.preallocation();
        if (current.allocated() - current.end < step / 2 && current.end + step < settings.segmentSize()) {
            current.allocate(current.allocated() + 1, step);
        }
    }

    /** Makes everything between the positions durable; {@code from} is known to be. */
    void force(long from, long to) throws IOException {
        int last = Positions.segment(to);
        for (int number = Positions.segment(from); number <= last; number++) {
            segment(number).file.force();
        }
        if (last > folderForced) {
            files.forceFolder();
            folderForced = last;
        }
    }

    @Override
    public void close() throws IOException {
        closeSegments();
        files.close();
    }

    void closeSegments() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }

    /** This once the append section waits for the disk: a group half written must not come back after a crash. */
    private static void erase(Segment segment, int size, IOException failedWrite) throws BrokenLogException {
        try {
            segment.zero(segment.end, segment.end + size);
            segment.file.force();
        } catch (IOException e) {
            throw new BrokenLogException(failedWrite, e);
        }
    }

    private Segment roll(int version, long room) throws IOException {
        Segment full = current();
        Segment next = createSegment(
                files,
                new SegmentHeader(version, database, full.number + 1L, full.end),
                Math.max(settings.preallocation(), room));
        Segment[] more = Arrays.copyOf(segments, segments.length + 1);
        more[segments.length] = next;
        segments = more;
        return next;
    }

    /**
     * A new file with its header and room; not yet forced. The header comes last: if there is no room for the segment and
     * a crash brings the deleted file back, it must not say where the segment before ended.
     */
    static Segment createSegment(FileAccess files, SegmentHeader header, long room) throws IOException {
        Segment segment = createUnnamed(files, header, room);
        try {
            segment.writeHeader();
            return segment;
        } catch (IOException e) {
            segment.close();
            files.delete(SegmentName.of(segment.number));
            throw e;
        }
    }

    /** The same without its header on the disk, so that it begins no log. */
    static Segment createUnnamed(FileAccess files, SegmentHeader header, long room) throws IOException {
        int number = (int) header.number();
        if (header.number() > SegmentName.HIGHEST) {
            throw new IOException("there are no numbers left for log segments");
        }
        LogFile file = files.create(SegmentName.of(number));
        try {
            Segment segment = new Segment(number, file, header, 0);
            segment.allocate(Format.SEGMENT_HEADER + room, 0);
            return segment;
        } catch (IOException e) {
            file.close();
            files.delete(SegmentName.of(number));
            throw e;
        }
    }
}

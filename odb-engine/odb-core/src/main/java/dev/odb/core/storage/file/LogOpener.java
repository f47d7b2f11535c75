package dev.odb.core.storage.file;

import dev.odb.CorruptStorageException;
import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Opens the segments of a folder, creates the first one, repairs what a crash left. One thread. */
final class LogOpener {
    private static final System.Logger LOGGER = System.getLogger(LogOpener.class.getName());
    private static final int BLOCK = 1 << 20;
    /** More than that cannot have been begun without a force. */
    private static final int LARGEST_GAP = 10_000;

    private final FileAccess files;
    private final FileSettings settings;
    private final boolean readOnly;

    /**
     * A log and what it means.
     *
     * @param log at its end
     * @param state its meaning
     * @param repaired whether transactions are in it that no later group calls durable yet
     * @param index the saved index that was used, or null
     */
    record Opened(Log log, LogState state, boolean repaired, SavedIndex index) {
        /** How many bytes stand in the log behind what the saved index speaks of. */
        long behindIndex() {
            return log.used() - (index == null ? 0 : log.usedBefore(index.position()));
        }
    }

    LogOpener(FileAccess files, FileSettings settings, boolean readOnly) {
        this.files = files;
        this.settings = settings;
        this.readOnly = readOnly;
    }

    Opened open() throws IOException {
        while (true) {
            try {
                return openOnce();
            } catch (NoSuchFileException e) {
                // a pack of the process that writes has replaced the log since its files were listed
                if (!readOnly || files.list().contains(e.getFile())) {
                    throw e;
                }
            }
        }
    }

    private Opened openOnce() throws IOException {
        List<Segment> segments = new ArrayList<>();
        SavedIndex index = null;
        try {
            // before the segments, so that what it speaks of is in them, also beside a process that writes
            index = SavedIndex.find(files);
            List<String> names = files.list();
            if (names.contains(RestorePlace.MARK)) {
                throw BackupMessages.unfinished(files.location());
            }
            PackFiles pack = PackFiles.find(files, names);
            openSegments(segments, names, pack);
            if (pack != null && segments.isEmpty()) {
                throw pack.nothingWhole();
            }
            if (segments.isEmpty() || isUnfinishedCreation(segments)) {
                create(segments);
            }
            Opened opened = open(segments, index);
            if (pack != null && !readOnly) {
                pack.settle();
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            for (Segment segment : segments) {
                segment.close();
            }
            if (index != null) {
                index.close();
            }
            throw e;
        }
    }

    private Opened open(List<Segment> segments, SavedIndex found) throws IOException {
        UUID database = check(segments);
        Log whole = new Log(files, settings, database, segments.toArray(Segment[]::new));
        LogState saved = found != null && found.isOf(whole) ? found.state(whole, readOnly) : null;
        SavedIndex index = saved == null ? null : found;
        Replay replay = index == null
                ? Replay.from(whole.start(), new LogState(), 0, whole, readOnly)
                : Replay.from(index.position(), saved, index.forced(), whole, readOnly);
        LogState state = replay.run();
        if (index == null && found != null) {
            found.close();
        }
        int used = Positions.segment(replay.end()) - segments.get(0).number + 1;
        List<Segment> later = List.copyOf(segments.subList(used, segments.size()));
        for (Segment segment : segments) {
            Segment next = whole.segment(segment.number + 1);
            segment.end = next == null || next.header == null ? segment.end : next.header.previousEnd();
        }
        Segment last = segments.get(used - 1);
        last.end = Positions.offset(replay.end());
        Log log = new Log(files, settings, database, segments.subList(0, used).toArray(Segment[]::new));
        if (!readOnly) {
            new TornTail(files).remove(last, last.end, later);
            makeDurable(log, replay);
        }
        return new Opened(log, state, replay.unforcedEntries(), index);
    }

    private void openSegments(List<Segment> segments, List<String> names, PackFiles pack) throws IOException {
        int[] numbers = names.stream()
                .mapToInt(SegmentName::number)
                .filter(number -> number > 0 && (pack == null || pack.belongs(number)))
                .sorted()
                .toArray();
        for (int number : numbers) {
            addMissing(segments, number);
            String name = SegmentName.of(number);
            LogFile file = files.open(name, !readOnly);
            byte[] bytes = new byte[Format.SEGMENT_HEADER];
            ByteBuffer target = ByteBuffer.wrap(bytes);
            while (target.hasRemaining() && file.read(target, target.position()) >= 0) {
                // until all of it was read or the file ends
            }
            SegmentHeader header = null;
            try {
                header = SegmentHeader.decode(bytes, name);
            } finally {
                segments.add(new Segment(number, file, header, file.size()));
            }
        }
    }

    /** Fills a gap in the numbers; whether it is damage is seen when the log is read. */
    private void addMissing(List<Segment> segments, int before) {
        if (segments.isEmpty()) {
            return;
        }
        int next = segments.get(segments.size() - 1).number + 1;
        if (before - next > LARGEST_GAP) {
            throw wrongFile(next, "is missing");
        }
        for (int number = next; number < before; number++) {
            segments.add(new Segment(number, new MissingFile(), null, 0));
        }
    }

    /** The database whose files these are. */
    private UUID check(List<Segment> segments) throws IOException {
        SegmentHeader first = segments.get(0).header;
        if (first != null && first.previousEnd() != 0) {
            throw wrongFile(segments.get(0).number, "is not the first one; those before it are missing");
        }
        UUID database = first == null ? undamaged(segments) : first.database();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            int expected = segments.get(0).number + i;
            if (segment.header != null
                    && (segment.header.number() != expected
                            || !segment.header.database().equals(database))) {
                throw wrongFile(expected, "belongs to another database or place");
            }
        }
        return database;
    }

    private CorruptStorageException wrongFile(int segment, String what) {
        return StorageMessages.wrongFile(files.location(), SegmentName.of(segment), what);
    }

    /** The header of the first segment is damaged: for reading it is enough if something else says what database it is. */
    private UUID undamaged(List<Segment> segments) throws IOException {
        UUID database = GroupKeys.database(segments.toArray(Segment[]::new));
        CorruptStorageException damage = StorageMessages.damagedLog(
                files.location(),
                "file '" + SegmentName.of(segments.get(0).number) + "' at offset 0",
                "it does not begin as a log segment",
                "the whole database");
        if (database == null || !readOnly) {
            throw damage;
        }
        LOGGER.log(System.Logger.Level.WARNING, StorageMessages.openedDamaged(damage.getMessage()));
        return database;
    }

    /** A crash while the database was being created leaves one file without a header and without anything else. */
    private boolean isUnfinishedCreation(List<Segment> segments) throws IOException {
        Segment only = segments.get(0);
        if (segments.size() > 1 || only.number != 1 || only.header != null) {
            return false;
        }
        ByteBuffer rest = ByteBuffer.allocate(BLOCK);
        for (long at = Format.SEGMENT_HEADER; only.file.read(rest.clear(), at) > 0; at += rest.position()) {
            for (int i = 0; i < rest.position(); i++) {
                if (rest.get(i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private void create(List<Segment> segments) throws IOException {
        if (readOnly) {
            throw StorageMessages.noDatabase(files.location());
        }
        for (Segment unfinished : segments) {
            unfinished.close();
        }
        segments.clear();
        Segment first = Log.createSegment(files, new SegmentHeader(UUID.randomUUID(), 1, 0), settings.preallocation());
        segments.add(first);
        first.file.force();
        files.forceFolder();
    }

    /**
     * What stands between the known durable position and the end may be in the operating system's memory only, even
     * after a failed force that nobody repeats: it is written again, forced and then marked as durable.
     */
    private void makeDurable(Log log, Replay replay) throws IOException {
        // a file may be listed without being so durably
        files.forceFolder();
        long from = replay.forced();
        if (!replay.unforcedEntries() && Positions.segment(from) == log.current().number) {
            return;
        }
        if (from == 0) {
            from = Positions.of(log.first().number, 0);
        }
        for (int number = Positions.segment(from); number <= log.current().number; number++) {
            Segment segment = log.segment(number);
            long start = number == Positions.segment(from) ? Positions.offset(from) : 0;
            byte[] block = new byte[BLOCK];
            for (long at = start; at < segment.end; at += BLOCK) {
                ByteBuffer bytes = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, segment.end - at));
                while (bytes.hasRemaining() && segment.file.read(bytes, at + bytes.position()) >= 0) {
                    // until all of it was read or the file ends
                }
                segment.file.write(bytes.flip(), at);
            }
            segment.file.force();
        }
    }
}

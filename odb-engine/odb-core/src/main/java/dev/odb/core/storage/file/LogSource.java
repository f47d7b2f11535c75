package dev.odb.core.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A database whose log is copied while others may write to it: opened read-only, so that what was complete then is seen.
 * One thread.
 */
final class LogSource implements Closeable {
    private static final int BLOCK = 1 << 20;

    private final FileAccess files;
    private final FileStorage storage;
    private final Log log;

    private LogSource(FileAccess files, FileStorage storage) {
        this.files = files;
        this.storage = storage;
        log = storage.openLog().log();
    }

    static LogSource open(FileAccess files, FileSettings settings) throws IOException {
        return new LogSource(files, FileStorage.open(files, true, settings, () -> {}));
    }

    FileStorage storage() {
        return storage;
    }

    /** Where the log ended when it was opened. */
    long end() {
        return log.end();
    }

    int firstSegment() {
        return log.first().number;
    }

    /** What stands from the position on, which may be 0, up to the end. */
    List<LogRange> since(long position) {
        int first = position == 0 ? firstSegment() : Positions.segment(position);
        List<LogRange> ranges = new ArrayList<>();
        for (int number = first; number <= log.current().number; number++) {
            long from = number == Positions.segment(position) ? Positions.offset(position) : 0;
            LogRange range = new LogRange(number, from, log.segment(number).end);
            if (range.length() > 0) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /**
     * Makes durable, in the database itself, what is to be copied: a group that a writer has not forced yet could be gone
     * after a crash, and another one stand in its place.
     */
    void force(List<LogRange> ranges) throws IOException {
        for (LogRange range : ranges) {
            log.segment(range.segment()).file.force();
        }
    }

    /** The checksum of part of the log, or of what there is of it. */
    int checksum(LogRange range, BackupProgress progress) throws IOException {
        Segment segment = log.segment(range.segment());
        return segment == null ? 0 : BackupChain.checksum(segment.file, range.from(), range.to(), progress);
    }

    /** Copies part of the log to the beginning of a file. Gives its checksum. */
    int copy(LogRange range, LogFile target, BackupProgress progress) throws IOException {
        LogFile file = log.segment(range.segment()).file;
        CRC32C checksum = new CRC32C();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = range.from(); at < range.to(); ) {
            block.clear().limit((int) Math.min(BLOCK, range.to() - at));
            int read = file.read(block, at);
            if (read < 0) {
                throw new IOException("file '" + SegmentName.of(range.segment()) + "' ends at " + at);
            }
            checksum.update(block.flip());
            target.write(block.rewind(), at - range.from());
            at += read;
            progress.add(read);
        }
        return (int) checksum.getValue();
    }

    /** Whether a pack has put another log into the place of this one. */
    boolean replaced() throws IOException {
        List<String> names = files.list();
        PackFiles pack = PackFiles.find(files, names);
        return !names.contains(SegmentName.of(firstSegment())) || pack != null && !pack.belongs(firstSegment());
    }

    @Override
    public void close() {
        storage.close();
    }
}

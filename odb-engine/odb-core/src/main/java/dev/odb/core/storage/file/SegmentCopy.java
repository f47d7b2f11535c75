package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Copies segments into another folder, sealed for a database of any id: the id is part of the checksums of segment and
 * group headers. Positions stay as they are. One thread.
 */
final class SegmentCopy {
    private static final int BLOCK = 1 << 20;
    private static final int DATABASE_AT = 12;
    private static final int PIECE = 1 << 16;

    private final Log log;
    private final FileAccess target;
    private final UUID database;
    private final BackupProgress progress;
    private final EntryReader entries;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private LogFile file;
    private long written;

    SegmentCopy(Log log, FileAccess target, UUID database, BackupProgress progress) {
        this.log = log;
        this.target = target;
        this.database = database;
        this.progress = progress;
        entries = new EntryReader(log);
    }

    /** Copies everything before the position, which is the end of a group, durably. */
    void run(long end) throws IOException, DamagedException {
        for (int number = log.first().number; number <= Positions.segment(end); number++) {
            long to = number == Positions.segment(end) ? Positions.offset(end) : log.segment(number).end;
            try (LogFile made = target.create(SegmentName.of(number))) {
                file = made;
                written = 0;
                copy(number, to);
                flush();
                file.force();
            }
        }
        target.forceFolder();
    }

    private void copy(int number, long to) throws IOException, DamagedException {
        header(Positions.of(number, 0));
        long position = Positions.of(number, Format.SEGMENT_HEADER);
        while (Positions.offset(position) < to) {
            GroupHeader group = entries.group(position);
            if (group == null) {
                throw new DamagedException(position, "no group stands where one was");
            }
            byte[] header = new byte[Format.GROUP_HEADER];
            group.encode(header, Format.groupKey(database));
            put(ByteBuffer.wrap(header));
            for (long at = group.entries(); at < group.end(); at += PIECE) {
                put(entries.reader().require(at, (int) Math.min(PIECE, group.end() - at)));
            }
            progress.add(group.end() - position);
            position = group.end();
        }
    }

    private void header(long position) throws IOException, DamagedException {
        byte[] bytes = new byte[Format.SEGMENT_HEADER];
        entries.reader().require(position, bytes.length).get(bytes);
        ByteBuffer.wrap(bytes)
                .putLong(DATABASE_AT, database.getMostSignificantBits())
                .putLong(DATABASE_AT + 8, database.getLeastSignificantBits())
                .putInt(bytes.length - 4, Format.checksum(bytes, 0, bytes.length - 4));
        put(ByteBuffer.wrap(bytes));
    }

    private void put(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > block.remaining()) {
            flush();
        }
        block.put(bytes);
    }

    private void flush() throws IOException {
        block.flip();
        int length = block.remaining();
        if (length > 0) {
            file.write(block, written);
        }
        written += length;
        block.clear();
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.StorageMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes what stands behind the end of the log out of the way: first into side files, durably, then with zeros. A crash
 * in between leaves a torn tail again. One thread.
 */
final class TornTail {
    private static final System.Logger LOGGER = System.getLogger(TornTail.class.getName());
    private static final int BLOCK = 1 << 16;

    private final FileAccess files;
    private final Set<String> names;
    private final List<String> sideFiles = new ArrayList<>();
    private long moved;

    TornTail(FileAccess files) throws IOException {
        this.files = files;
        names = new HashSet<>(files.list());
    }

    /** Cleans the segment from the offset on and removes the later ones, which are closed. */
    void remove(Segment last, long end, List<Segment> later) throws IOException {
        long dirtyEnd = lastNonZero(last, end) + 1;
        save(last, end, dirtyEnd);
        for (Segment segment : later) {
            save(segment, 0, lastNonZero(segment, 0) + 1);
        }
        if (!sideFiles.isEmpty()) {
            files.forceFolder();
        }
        for (Segment segment : later) {
            segment.close();
            files.delete(SegmentName.of(segment.number));
        }
        if (dirtyEnd > end) {
            last.zero(end, dirtyEnd);
            last.file.force();
        }
        if (!later.isEmpty()) {
            files.forceFolder();
        }
        if (moved > 0) {
            String where = Positions.describe(Positions.of(last.number, end));
            LOGGER.log(System.Logger.Level.INFO, StorageMessages.tornTail(where, moved, String.join(", ", sideFiles)));
        }
    }

    private void save(Segment segment, long from, long to) throws IOException {
        if (to <= from) {
            return;
        }
        String name = freeName(segment.number, from);
        try (LogFile side = files.create(name)) {
            byte[] block = new byte[BLOCK];
            for (long at = from; at < to; at += BLOCK) {
                int length = read(segment, block, at, to);
                side.write(ByteBuffer.wrap(block, 0, length), at - from);
            }
            side.force();
        } catch (IOException e) {
            // not worth refusing to open: nothing in it was ever acknowledged
            files.delete(name);
            LOGGER.log(System.Logger.Level.WARNING, "No side file could be written for the end of the log", e);
            name = "no side file (" + e.getMessage() + ")";
        }
        sideFiles.add(name);
        moved += to - from;
    }

    private String freeName(int segment, long offset) {
        String stem = String.format("torn-%010d-%d", segment, offset);
        String name = stem + ".odb";
        for (int i = 2; !names.add(name); i++) {
            name = stem + "-" + i + ".odb";
        }
        return name;
    }

    /** The offset of the last byte from the offset on that is not zero, or the one before the offset. */
    private static long lastNonZero(Segment segment, long from) throws IOException {
        byte[] block = new byte[BLOCK];
        long last = from - 1;
        for (long at = from; at < segment.allocated(); at += BLOCK) {
            int length = read(segment, block, at, segment.allocated());
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] != 0) {
                    last = at + i;
                    break;
                }
            }
        }
        return last;
    }

    private static int read(Segment segment, byte[] block, long at, long end) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(block, 0, (int) Math.min(block.length, end - at));
        while (target.hasRemaining() && segment.file.read(target, at + target.position()) >= 0) {
            // until all of it was read or the file ends
        }
        return target.position();
    }
}

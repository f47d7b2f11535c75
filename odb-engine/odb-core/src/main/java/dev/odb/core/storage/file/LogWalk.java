package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds groups: one after the other, and again behind damage. One thread. */
final class LogWalk {
    private final Log log;
    private final EntryReader entries;

    LogWalk(Log log, EntryReader entries) {
        this.log = log;
        this.entries = entries;
    }

    /** Where the group after this position is expected: there, or in the next segment if this one ends there. */
    long normalize(long position) {
        long expected = position;
        Segment next = log.segment(Positions.segment(expected) + 1);
        while (next != null && next.header != null && next.header.previousEnd() == Positions.offset(expected)) {
            expected = Positions.of(next.number, Format.SEGMENT_HEADER);
            next = log.segment(next.number + 1);
        }
        return expected;
    }

    /** The group there, or null if there is none or it goes beyond the end of its segment. */
    GroupHeader group(long position) throws IOException {
        GroupHeader group = entries.group(position);
        if (group != null) {
            Segment next = log.segment(Positions.segment(position) + 1);
            if (next != null && next.header != null && Positions.offset(group.end()) > next.header.previousEnd()) {
                return null;
            }
        }
        return group;
    }

    /** The highest position that any group says was durable when it was written, those behind damage included. */
    long highestForced() throws IOException {
        long highest = 0;
        long position = normalize(log.start());
        while (true) {
            GroupHeader group = group(position);
            if (group == null) {
                group = search(position);
            }
            if (group == null) {
                return highest;
            }
            highest = Math.max(highest, group.forced());
            position = normalize(group.end());
        }
    }

    /** The first group behind the position, in this segment or a later one, or null. */
    GroupHeader search(long position) throws IOException {
        int number = Positions.segment(position);
        long offset = Positions.offset(position) + Format.GROUP_ALIGNMENT;
        for (Segment segment = log.segment(number); segment != null; segment = log.segment(++number)) {
            GroupHeader found = search(segment, offset);
            if (found != null) {
                return found;
            }
            offset = Format.SEGMENT_HEADER;
        }
        return null;
    }

    private GroupHeader search(Segment segment, long from) throws IOException {
        int block = 1 << 16;
        long size = segment.allocated();
        for (long start = from; start + Format.GROUP_HEADER <= size; start += block) {
            int length = (int) Math.min(block + Format.GROUP_HEADER, size - start);
            ByteBuffer bytes = entries.reader().find(Positions.of(segment.number, start), length);
            int last = Math.min(block - Format.GROUP_ALIGNMENT, length - Format.GROUP_HEADER);
            for (int at = 0; bytes != null && at <= last; at += Format.GROUP_ALIGNMENT) {
                if (bytes.getInt(at) == Format.GROUP_MAGIC) {
                    GroupHeader found = entries.group(Positions.of(segment.number, start + at));
                    if (found != null) {
                        return found;
                    }
                    bytes = entries.reader().find(Positions.of(segment.number, start), length);
                    if (bytes == null) {
                        break;
                    }
                }
            }
        }
        return null;
    }
}

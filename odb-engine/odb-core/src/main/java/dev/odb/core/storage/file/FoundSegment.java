package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is named like a log segment, and what it says of itself.
 *
 * @param name the file's
 * @param file open
 * @param start its first bytes, header and first group header, with zeros where it ends before
 * @param header null if it does not begin as a segment
 */
record FoundSegment(String name, LogFile file, byte[] start, SegmentHeader header) {
    /** Looks at a file, which is closed if it is not read. */
    static FoundSegment read(String name, LogFile file) throws IOException {
        boolean done = false;
        try {
            FoundSegment found = readOpen(name, file);
            done = true;
            return found;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    private static FoundSegment readOpen(String name, LogFile file) throws IOException {
        byte[] start = new byte[Format.SEGMENT_HEADER + Format.GROUP_HEADER];
        ByteBuffer target = ByteBuffer.wrap(start);
        while (target.hasRemaining() && file.read(target, target.position()) >= 0) {
            // until all of it was read or the file ends
        }
        byte[] header = new byte[Format.SEGMENT_HEADER];
        System.arraycopy(start, 0, header, 0, header.length);
        return new FoundSegment(name, file, start, SegmentHeader.decode(header, name));
    }

    /** As it is now. */
    FoundSegment again() throws IOException {
        return readOpen(name, file);
    }

    int numberInName() {
        return SegmentName.number(name);
    }

    /** The number that it has by what stands in it; that in the name if it says nothing. */
    int number() {
        if (header != null) {
            return header.number() <= SegmentName.HIGHEST && header.number() > 0 ? (int) header.number() : 0;
        }
        ByteBuffer group =
                ByteBuffer.wrap(start).position(Format.SEGMENT_HEADER).slice();
        long position = group.getLong(16);
        boolean claims = Positions.offset(position) == Format.SEGMENT_HEADER
                && Positions.segment(position) > 0
                && Positions.segment(position) <= SegmentName.HIGHEST
                && GroupHeader.claims(group, 0, position);
        return claims ? Positions.segment(position) : numberInName();
    }

    Segment segment() throws IOException {
        return new Segment(number(), file, header, file.size());
    }
}

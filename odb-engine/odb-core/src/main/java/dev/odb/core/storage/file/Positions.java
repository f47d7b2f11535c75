package dev.odb.core.storage.file;

/** A place in the log as one long: the segment's number in the upper 24 bits, the offset in its file in the lower 40. */
final class Positions {
    static final int OFFSET_BITS = 40;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private Positions() {}

    static long of(int segment, long offset) {
        return (long) segment << OFFSET_BITS | offset;
    }

    static int segment(long position) {
        return (int) (position >>> OFFSET_BITS);
    }

    static long offset(long position) {
        return position & OFFSET_MASK;
    }

    static String describe(long position) {
        return "file '" + SegmentName.of(segment(position)) + "' at offset " + offset(position);
    }
}

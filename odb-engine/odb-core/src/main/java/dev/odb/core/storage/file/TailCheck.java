package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Looks at the room behind the groups of each segment, which must be zeros. One thread. */
final class TailCheck {
    private static final int BLOCK = 1 << 16;

    private final DamagedLog damaged;
    private final Findings findings;

    TailCheck(DamagedLog damaged, Findings findings) {
        this.damaged = damaged;
        this.findings = findings;
    }

    /** Looks, where the log ends at that position. Gives whether anything stands behind it. */
    boolean run(long end) throws IOException {
        boolean torn = false;
        for (Segment segment : damaged.segments()) {
            int last = Positions.segment(end);
            if (segment.number >= last) {
                torn |= tornTail(segment, segment.number == last ? Positions.offset(end) : 0);
            } else {
                Segment next = damaged.log().segment(segment.number + 1);
                if (next != null && next.header != null) {
                    room(segment, next.header.previousEnd());
                }
            }
        }
        return torn;
    }

    private void room(Segment segment, long from) throws IOException {
        long at = firstNonZero(segment, from);
        if (at >= 0) {
            findings.add(FindingMessages.notZero(
                    damaged.file(Positions.of(segment.number, 0)), at, "the room behind the last group is not empty"));
        }
    }

    private boolean tornTail(Segment segment, long from) throws IOException {
        long first = firstNonZero(segment, from);
        if (first >= 0) {
            findings.add(FindingMessages.tornTail(
                    damaged.file(Positions.of(segment.number, 0)), first, lastNonZero(segment, first) + 1 - first));
        }
        return first >= 0;
    }

    /** The first byte from the offset on that is not zero, or -1. */
    static long firstNonZero(Segment segment, long from) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long at = from; at < segment.allocated(); at += BLOCK) {
            ByteBuffer bytes = segment.read(block, at);
            for (int i = 0; i < bytes.limit(); i++) {
                if (block[i] != 0) {
                    return at + i;
                }
            }
        }
        return -1;
    }

    private static long lastNonZero(Segment segment, long from) throws IOException {
        byte[] block = new byte[BLOCK];
        long last = from;
        for (long at = from; at < segment.allocated(); at += BLOCK) {
            ByteBuffer bytes = segment.read(block, at);
            for (int i = bytes.limit() - 1; i >= 0; i--) {
                if (block[i] != 0) {
                    last = at + i;
                    break;
                }
            }
        }
        return last;
    }
}

package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out with what key the groups of a log were written whose database is not known, because all its segments' headers
 * are damaged: the one that two of them have in common.
 */
final class GroupKeys {
    private static final int BLOCK = 1 << 16;

    private GroupKeys() {}

    /** The key, or 0 if there is no group at all. */
    static int find(Segment[] segments) throws IOException {
        Set<Integer> seen = new HashSet<>();
        int only = 0;
        for (Segment segment : segments) {
            byte[] block = new byte[BLOCK + Format.GROUP_HEADER];
            for (long start = Format.SEGMENT_HEADER; start < segment.allocated(); start += BLOCK) {
                ByteBuffer bytes = segment.read(block, start);
                for (int at = 0; at < BLOCK && at + Format.GROUP_HEADER <= bytes.limit(); at += 8) {
                    if (GroupHeader.claims(bytes, at, Positions.of(segment.number, start + at))) {
                        only = GroupHeader.key(bytes, at);
                        if (!seen.add(only)) {
                            return only;
                        }
                    }
                }
            }
        }
        return only;
    }
}

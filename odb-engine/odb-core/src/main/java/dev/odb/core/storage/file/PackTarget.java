package dev.odb.core.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a pack writes what stays. One thread. */
interface PackTarget {
    /** Makes room for a group. Gives its position. */
    long claim(Group group) throws IOException;

    /** Writes the group there. */
    void append(ByteBuffer group) throws IOException;

    /** How many bytes of groups there are. */
    long size();

    /** Only counts. */
    static PackTarget counting(int segment) {
        return new PackTarget() {
            private long size;

            @Override
            public long claim(Group group) {
                return Positions.of(segment, Format.SEGMENT_HEADER + size);
            }

            @Override
            public void append(ByteBuffer group) {
                size += group.remaining();
            }

            @Override
            public long size() {
                return size;
            }
        };
    }
}

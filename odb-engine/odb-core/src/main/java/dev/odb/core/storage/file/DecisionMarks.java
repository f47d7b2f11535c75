package dev.odb.core.storage.file;

import java.util.Arrays;

/** Where in the log some of the decisions stand, so that iteration can begin near its first tid. */
final class DecisionMarks {
    private static final int EVERY = 256;

    private long[] tids = new long[64];
    private long[] groups = new long[64];
    private int size;
    private int skipped = EVERY;

    /** The next decision and its group's position. */
    synchronized void add(long tid, long group) {
        if (++skipped < EVERY) {
            return;
        }
        skipped = 0;
        if (size == tids.length) {
            tids = Arrays.copyOf(tids, 2 * size);
            groups = Arrays.copyOf(groups, 2 * size);
        }
        tids[size] = tid;
        groups[size++] = group;
    }

    /** A group at or before the first decision that is not below the tid; {@code otherwise} if none is known. */
    synchronized long before(long tid, long otherwise) {
        int found = Arrays.binarySearch(tids, 0, size, tid);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? otherwise : groups[index];
    }
}

package dev.odb.core.storage.file;

import java.util.Arrays;

/**
 * Where in the log some of the decisions stand, so that iteration can begin near its first tid: every 256th, and of those
 * since the log was opened the newest 256, so that who follows commits as they come reads no others.
 */
final class DecisionMarks {
    private static final int EVERY = 256;
    private static final int ROOM = 64;

    private long[] tids;
    private long[] groups;
    private int size;
    private int skipped;
    private final long[] newestTids = new long[EVERY];
    private final long[] newestGroups = new long[EVERY];
    private long added;

    /**
     * What they are at a moment. What stands in the arrays up to the size stays as it is.
     *
     * @param tids of decisions, rising
     * @param groups their groups' positions
     * @param size how many
     * @param skipped how many decisions have followed the last of them
     */
    record Cut(long[] tids, long[] groups, int size, int skipped) {}

    /** None yet. */
    DecisionMarks() {
        this(new Cut(new long[0], new long[0], 0, EVERY));
    }

    /** Goes on from there. */
    DecisionMarks(Cut from) {
        size = from.size;
        skipped = from.skipped;
        tids = Arrays.copyOf(from.tids, Math.max(ROOM, size));
        groups = Arrays.copyOf(from.groups, Math.max(ROOM, size));
    }

    synchronized Cut cut() {
        return new Cut(tids, groups, size, skipped);
    }

    /** The next decision and its group's position. */
    synchronized void add(long tid, long group) {
        newestTids[(int) (added % EVERY)] = tid;
        newestGroups[(int) (added++ % EVERY)] = group;
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
        for (long i = added - 1; i >= Math.max(0, added - EVERY); i--) {
            if (newestTids[(int) (i % EVERY)] < tid) {
                return newestGroups[(int) (Math.min(i + 1, added - 1) % EVERY)];
            }
        }
        int found = Arrays.binarySearch(tids, 0, size, tid);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? otherwise : groups[index];
    }
}

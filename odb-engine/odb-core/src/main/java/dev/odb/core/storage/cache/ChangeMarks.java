package dev.odb.core.storage.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * When objects were last changed, by slots that many oids share. One thread at a time adds, in tid order; any thread
 * asks, without a lock.
 */
public final class ChangeMarks {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] marks;
    private volatile long horizon;

    /**
     * Knows of no change at first.
     *
     * @param slots a power of two
     * @param floor the newest tid that was appended; of what was committed up to there nothing is known
     */
    public ChangeMarks(int slots, long floor) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("slots must be a power of two: " + slots);
        }
        marks = new long[slots];
        Arrays.fill(marks, floor);
        horizon = floor;
    }

    /** Every commit up to this tid has been marked. */
    public long horizon() {
        return horizon;
    }

    /** Marks a commit that is newer than all before it; later tids must not be marked before it has returned. */
    public void add(long tid, long[] oids) {
        for (long oid : oids) {
            ELEMENT.setOpaque(marks, slot(oid), tid);
        }
        // publishes the marks: whoever reads this horizon sees them
        horizon = tid;
    }

    /** Marks a commit of which it is not known what it wrote. */
    public void addAll(long tid) {
        for (int i = 0; i < marks.length; i++) {
            ELEMENT.setOpaque(marks, i, tid);
        }
        horizon = tid;
    }

    /** Whether no commit with {@code after < tid <= upTo} wrote the object; false also if that is not known. */
    public boolean unchanged(long oid, long after, long upTo) {
        // the order of the two reads is what makes it right
        return upTo <= horizon && (long) ELEMENT.getOpaque(marks, slot(oid)) <= after;
    }

    private int slot(long oid) {
        return Mix.bits(oid) >>> 7 & marks.length - 1;
    }
}

package dev.odb.core.storage.spill;

import java.util.function.LongConsumer;

/** From oid to position, in two arrays. Not thread-safe. */
final class PositionTable {
    static final long NONE = -1;
    /** Positions are kept plus two, so that a new array is empty: 0 stands for no key, 1 for a key without position. */
    private static final int SHIFT = 2;

    private static final int SMALLEST = 64;

    /** Shared by all that are empty: the first oid makes it grow. */
    private static final long[] EMPTY = {0};

    private long[] oids = EMPTY;
    private long[] positions = EMPTY;
    private int used;
    private int size;

    /** The position, or {@link #NONE}. */
    long get(long oid) {
        long found = positions[slot(oids, positions, oid)];
        return found == 0 ? NONE : found - SHIFT;
    }

    /** Sets it; {@link #NONE} takes the oid out. */
    void put(long oid, long position) {
        int slot = slot(oids, positions, oid);
        boolean was = positions[slot] > 1;
        if (positions[slot] == 0) {
            if (3 * (used + 1) > 2 * oids.length) {
                grow();
                slot = slot(oids, positions, oid);
            }
            used++;
        }
        oids[slot] = oid;
        positions[slot] = position + SHIFT;
        size += (position == NONE ? 0 : 1) - (was ? 1 : 0);
    }

    /** How many oids have a position. */
    int size() {
        return size;
    }

    /** Every oid that has a position, in no order. */
    void forEach(LongConsumer action) {
        for (int i = 0; i < oids.length; i++) {
            if (positions[i] > 1) {
                action.accept(oids[i]);
            }
        }
    }

    private void grow() {
        long[] moreOids = new long[Math.max(SMALLEST, 2 * oids.length)];
        long[] morePositions = new long[moreOids.length];
        for (int i = 0; i < oids.length; i++) {
            if (positions[i] != 0) {
                int slot = slot(moreOids, morePositions, oids[i]);
                moreOids[slot] = oids[i];
                morePositions[slot] = positions[i];
            }
        }
        oids = moreOids;
        positions = morePositions;
    }

    private static int slot(long[] oids, long[] positions, long oid) {
        int mask = oids.length - 1;
        int slot = (int) (oid * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (positions[slot] != 0 && oids[slot] != oid) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}

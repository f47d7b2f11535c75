package dev.odb.core.object;

/** Tells of most oids that are not in a set that they are not, by one bit. */
final class OidFilter {
    private static final int BITS_EACH = 64;

    private final long[] bits;

    /** For so many oids. */
    OidFilter(int size) {
        long wanted = Math.max(Long.SIZE, Math.min(1 << 30, (long) BITS_EACH * size));
        bits = new long[(int) (Long.highestOneBit(wanted) / Long.SIZE)];
    }

    void add(long oid) {
        int bit = bit(oid);
        bits[bit >>> 6] |= 1L << bit;
    }

    /** Whether the oid may be in the set. */
    boolean mayContain(long oid) {
        int bit = bit(oid);
        return (bits[bit >>> 6] & 1L << bit) != 0;
    }

    /** Neighbours may have neighbouring ones. */
    private int bit(long oid) {
        return (int) (oid ^ oid >>> 12) & Long.SIZE * bits.length - 1;
    }
}

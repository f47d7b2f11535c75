package dev.odb.core.storage.cache;

/** Spreads oids, which are given one after the other. */
final class Mix {
    private Mix() {}

    static int bits(long oid) {
        long mixed = oid * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}

package dev.odb.core.object;

/** Where oids stand in tables. */
final class Oids {
    private Oids() {}

    /** Spreads neighbours: a run of them would have to be looked through whenever one of it is taken out. */
    static int slot(long oid, int mask) {
        return (int) (oid * 0x9E3779B97F4A7C15L >>> 32) & mask;
    }
}

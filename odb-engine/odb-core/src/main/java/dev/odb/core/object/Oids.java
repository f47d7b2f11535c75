package dev.odb.core.object;

/** Where oids stand in tables. */
final class Oids {
    private Oids() {}

    /** Keeps neighbours together. */
    static int slot(long oid, int mask) {
        return (int) (oid ^ oid >>> 20) & mask;
    }
}

package dev.odb.core.object;

/**
 * Oids with the serials that were seen, 0 for none: an open-addressing table of two numbers an entry, since a serializable
 * transaction has one for each object it reads. Not thread-safe.
 */
final class SeenObjects {
    private static final int LEAST = 8;

    /** Takes the entries one by one, in no order. */
    @FunctionalInterface
    interface Action {
        /** An object and its serial. */
        void accept(long oid, long serial);
    }

    private static final long[] NONE = {0};

    private long[] oids = NONE;
    private long[] serials = NONE;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** The serial of an object, 0 if it is not here. */
    long get(long oid) {
        return serials[slot(oid)];
    }

    /** Adds an object or changes its serial, which is not 0. */
    void put(long oid, long serial) {
        if (2 * size >= oids.length - 1) {
            grow();
        }
        int at = slot(oid);
        if (serials[at] == 0) {
            size++;
        }
        oids[at] = oid;
        serials[at] = serial;
    }

    /** Adds an object; one that is here keeps its serial. */
    void putIfAbsent(long oid, long serial) {
        if (get(oid) == 0) {
            put(oid, serial);
        }
    }

    void forEach(Action action) {
        for (int i = 0; i < oids.length; i++) {
            if (serials[i] != 0) {
                action.accept(oids[i], serials[i]);
            }
        }
    }

    void clear() {
        if (size > 0) {
            oids = NONE;
            serials = NONE;
            size = 0;
        }
    }

    private void grow() {
        long[] oldOids = oids;
        long[] oldSerials = serials;
        oids = new long[Math.max(LEAST, 2 * oldOids.length)];
        serials = new long[oids.length];
        for (int i = 0; i < oldOids.length; i++) {
            if (oldSerials[i] != 0) {
                int at = slot(oldOids[i]);
                oids[at] = oldOids[i];
                serials[at] = oldSerials[i];
            }
        }
    }

    /** Where the object is, or would be. Serials are never 0, so a 0 is a free place; oid 0 is an object. */
    private int slot(long oid) {
        int mask = oids.length - 1;
        int i = (int) (oid ^ (oid >>> 20)) & mask;
        while (serials[i] != 0 && oids[i] != oid) {
            i = (i + 1) & mask;
        }
        return i;
    }
}

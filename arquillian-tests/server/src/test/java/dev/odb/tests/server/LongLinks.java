package dev.odb.tests.server;

/** A map from numbers to numbers for millions of entries; none is 0 as a key. */
final class LongLinks {
    private long[] keys = new long[1 << 20];
    private long[] values = new long[1 << 20];
    private int size;

    /** Whether there was none. */
    boolean putIfAbsent(long key, long value) {
        int place = place(key);
        if (keys[place] == key) {
            return false;
        }
        keys[place] = key;
        values[place] = value;
        size++;
        if (size > keys.length / 2) {
            grow();
        }
        return true;
    }

    /** The value, or 0. */
    long get(long key) {
        int place = place(key);
        return keys[place] == key ? values[place] : 0;
    }

    private int place(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) & (keys.length - 1);
        while (keys[place] != 0 && keys[place] != key) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldValues.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}

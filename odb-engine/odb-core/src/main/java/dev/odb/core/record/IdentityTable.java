package dev.odb.core.record;

import java.util.Arrays;

/** Numbers for objects by identity; reusable and without boxes. */
final class IdentityTable {
    private static final int SMALL = 32;

    private Object[] keys = new Object[SMALL];
    private int[] numbers = new int[SMALL];
    private int size;

    void clear() {
        if (keys.length > 1 << 14) {
            keys = new Object[SMALL];
            numbers = new int[SMALL];
        } else if (size > 0) {
            Arrays.fill(keys, null);
        }
        size = 0;
    }

    /** The number, or -1. */
    int get(Object key) {
        int slot = slot(key);
        return keys[slot] == null ? -1 : numbers[slot];
    }

    void put(Object key, int number) {
        int slot = slot(key);
        if (keys[slot] == null) {
            keys[slot] = key;
            size++;
        }
        numbers[slot] = number;
        if (2 * size > keys.length) {
            grow();
        }
    }

    private int slot(Object key) {
        int mask = keys.length - 1;
        int slot = System.identityHashCode(key) * 0x9E3779B9 >>> 7 & mask;
        while (keys[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        Object[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new Object[2 * oldKeys.length];
        numbers = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}

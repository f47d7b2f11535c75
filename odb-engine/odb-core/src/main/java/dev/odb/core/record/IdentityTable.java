package dev.odb.core.record;

import java.util.Arrays;

/**
 * Numbers for objects by identity; reusable and without boxes. A few are looked through one by one: the JVM takes long to
 * make an identity hash for an object that has none yet, and most records refer to few others.
 */
final class IdentityTable {
    private static final int FEW = 8;
    private static final int SMALL = 32;

    private Object[] keys = new Object[FEW];
    private int[] numbers = new int[FEW];
    private int size;

    void clear() {
        if (isHashed()) {
            keys = new Object[FEW];
            numbers = new int[FEW];
        } else {
            Arrays.fill(keys, 0, size, null);
        }
        size = 0;
    }

    /** The number, or -1. */
    int get(Object key) {
        int slot = slot(key);
        return slot < 0 || keys[slot] == null ? -1 : numbers[slot];
    }

    void put(Object key, int number) {
        int slot = slot(key);
        if (slot < 0 || keys[slot] == null && 2 * (size + 1) > keys.length && isHashed()) {
            grow();
            slot = slot(key);
        }
        if (keys[slot] == null) {
            keys[slot] = key;
            size++;
        }
        numbers[slot] = number;
    }

    private boolean isHashed() {
        return keys.length > FEW;
    }

    /** Where the key is, or the free place where it would be; -1 if there is none. */
    private int slot(Object key) {
        if (isHashed()) {
            return hashed(key);
        }
        for (int slot = 0; slot < size; slot++) {
            if (keys[slot] == key) {
                return slot;
            }
        }
        return size < FEW ? size : -1;
    }

    private int hashed(Object key) {
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
        keys = new Object[Math.max(SMALL, 2 * oldKeys.length)];
        numbers = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = hashed(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}

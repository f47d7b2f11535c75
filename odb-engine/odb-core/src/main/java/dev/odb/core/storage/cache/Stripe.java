package dev.odb.core.storage.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A part of the cache: an open-addressing table with a clock's hand. Finding takes no lock; it may miss an entry that is
 * moved at that moment.
 */
final class Stripe {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(CachedRecord[].class);

    private volatile CachedRecord[] table = new CachedRecord[16];
    private int size;
    private int hand;

    CachedRecord find(long oid) {
        CachedRecord[] entries = table;
        int mask = entries.length - 1;
        int i = Mix.bits(oid) & mask;
        for (int n = 0; n <= mask; n++) {
            CachedRecord entry = (CachedRecord) ELEMENT.getAcquire(entries, i);
            if (entry == null || entry.oid == oid) {
                return entry;
            }
            i = i + 1 & mask;
        }
        return null;
    }

    /** Puts an entry in, in the place of one with the same oid. Gives by how many bytes the stripe has grown. */
    synchronized long put(CachedRecord entry) {
        // half empty: each entry that is looked at in vain is an access to memory that no cache of the processor has
        if (2 * (size + 1) > table.length) {
            grow();
        }
        CachedRecord[] entries = table;
        int i = place(entries, entry.oid);
        CachedRecord before = entries[i];
        ELEMENT.setRelease(entries, i, entry);
        if (before == null) {
            size++;
            return entry.bytes();
        }
        return entry.bytes() - before.bytes();
    }

    /** Takes an object out. Gives the bytes it had. */
    synchronized long remove(long oid) {
        int i = place(table, oid);
        CachedRecord entry = table[i];
        if (entry == null) {
            return 0;
        }
        removeAt(i);
        return entry.bytes();
    }

    /** Takes one entry out that was not used lately. Gives its bytes, 0 if there is none. */
    synchronized long evict() {
        CachedRecord[] entries = table;
        int mask = entries.length - 1;
        while (size > 0) {
            hand &= mask;
            CachedRecord entry = entries[hand];
            if (entry == null) {
                hand++;
            } else if (entry.used) {
                entry.used = false;
                hand++;
            } else {
                removeAt(hand);
                return entry.bytes();
            }
        }
        return 0;
    }

    synchronized int size() {
        return size;
    }

    synchronized long clear() {
        long bytes = 0;
        for (CachedRecord entry : table) {
            bytes += entry == null ? 0 : entry.bytes();
        }
        table = new CachedRecord[16];
        size = 0;
        return bytes;
    }

    private static int place(CachedRecord[] entries, long oid) {
        int mask = entries.length - 1;
        int i = Mix.bits(oid) & mask;
        while (entries[i] != null && entries[i].oid != oid) {
            i = i + 1 & mask;
        }
        return i;
    }

    private void grow() {
        CachedRecord[] larger = new CachedRecord[2 * table.length];
        for (CachedRecord entry : table) {
            if (entry != null) {
                larger[place(larger, entry.oid)] = entry;
            }
        }
        table = larger;
    }

    /** Closes the gap, so that nothing behind it is lost. */
    private void removeAt(int at) {
        CachedRecord[] entries = table;
        int mask = entries.length - 1;
        int gap = at;
        for (int i = gap + 1 & mask; entries[i] != null; i = i + 1 & mask) {
            int home = Mix.bits(entries[i].oid) & mask;
            if ((i - home & mask) >= (i - gap & mask)) {
                ELEMENT.setRelease(entries, gap, entries[i]);
                gap = i;
            }
        }
        ELEMENT.setRelease(entries, gap, null);
        size--;
    }
}

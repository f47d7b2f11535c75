package dev.odb.core.object;

import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The objects of a workspace that have state, by oid, with the lengths of their records and the bonds of the collections
 * that were loaded with them: an open-addressing table with the hand of a clock that goes over it. Not thread-safe.
 */
final class LoadedObjects {
    private static final int SMALLEST = 64;

    private static final Managed[] NONE = {null};
    private static final int[] NO_LENGTHS = {0};
    private static final Tracker[] NO_COLLECTIONS = {null};

    private Managed[] table = NONE;
    private int[] lengths = NO_LENGTHS;
    private Tracker[] collections = NO_COLLECTIONS;
    private int size;
    private long bytes;
    private int hand;

    Managed get(long oid) {
        int mask = table.length - 1;
        for (int i = Oids.slot(oid, mask); ; i = i + 1 & mask) {
            Managed found = table[i];
            if (found == null || found.$odb_oid() == oid) {
                return found;
            }
        }
    }

    int size() {
        return size;
    }

    /** The lengths of all their records. */
    long bytes() {
        return bytes;
    }

    /** How many steps of the hand lead around. */
    int places() {
        return table.length;
    }

    /**
     * Puts an object in.
     *
     * @param bond of the collections that were loaded with it; may be null
     */
    void put(Managed object, int length, Tracker bond) {
        if (3 * (size + 1) > 2 * table.length) {
            resize(Math.max(SMALLEST, 2 * table.length));
        }
        int i = place(table, object.$odb_oid());
        if (table[i] == null) {
            size++;
        } else {
            bytes -= lengths[i];
        }
        table[i] = object;
        lengths[i] = length;
        collections[i] = bond;
        bytes += length;
    }

    /** The record of an object that is in has another length now. */
    void resize(Managed object, int length) {
        int i = place(table, object.$odb_oid());
        bytes += length - lengths[i];
        lengths[i] = length;
    }

    /** The bond of an object's collections; null if it has none or is not in. */
    Tracker collections(Managed object) {
        int i = place(table, object.$odb_oid());
        return table[i] == object ? collections[i] : null;
    }

    /** The length of the record of an object that is in. */
    int length(Managed object) {
        return lengths[place(table, object.$odb_oid())];
    }

    /** Whether it was in. */
    boolean remove(Managed object) {
        int i = place(table, object.$odb_oid());
        if (table[i] != object) {
            return false;
        }
        bytes -= lengths[i];
        size--;
        closeGap(i);
        return true;
    }

    /** The object under the hand of a clock that goes over all of them, or null. */
    Managed atHand() {
        return table[hand & table.length - 1];
    }

    void moveHand() {
        hand = hand + 1 & table.length - 1;
    }

    /** Every object that is in when it begins; the action may take any out. */
    void forEach(Consumer<Managed> action) {
        for (Managed object : Arrays.copyOf(table, table.length)) {
            if (object != null) {
                action.accept(object);
            }
        }
    }

    /** Lets go what it does not need for the objects it has. */
    void trim() {
        int places = table.length;
        while (places > SMALLEST && 6 * size < places) {
            places /= 2;
        }
        if (places < table.length) {
            resize(places);
        }
    }

    void clear() {
        table = NONE;
        lengths = NO_LENGTHS;
        collections = NO_COLLECTIONS;
        size = 0;
        bytes = 0;
        hand = 0;
    }

    private void closeGap(int at) {
        int mask = table.length - 1;
        int gap = at;
        for (int i = gap + 1 & mask; table[i] != null; i = i + 1 & mask) {
            int home = Oids.slot(table[i].$odb_oid(), mask);
            if ((i - home & mask) >= (i - gap & mask)) {
                table[gap] = table[i];
                lengths[gap] = lengths[i];
                collections[gap] = collections[i];
                gap = i;
            }
        }
        table[gap] = null;
        collections[gap] = null;
    }

    private void resize(int places) {
        Managed[] objects = new Managed[places];
        int[] theirLengths = new int[places];
        Tracker[] theirCollections = new Tracker[places];
        for (int i = 0; i < table.length; i++) {
            if (table[i] != null) {
                int at = place(objects, table[i].$odb_oid());
                objects[at] = table[i];
                theirLengths[at] = lengths[i];
                theirCollections[at] = collections[i];
            }
        }
        table = objects;
        lengths = theirLengths;
        collections = theirCollections;
    }

    private static int place(Managed[] in, long oid) {
        int mask = in.length - 1;
        int i = Oids.slot(oid, mask);
        while (in[i] != null && in[i].$odb_oid() != oid) {
            i = i + 1 & mask;
        }
        return i;
    }
}

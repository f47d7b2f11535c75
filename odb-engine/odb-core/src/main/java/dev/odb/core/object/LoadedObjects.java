package dev.odb.core.object;

import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The objects of a workspace that have state, by oid, with the lengths of their records and the bonds of the collections
 * that were loaded with them, and the hand of a clock that goes over them. They stand in the order in which they were
 * loaded, and an open-addressing table says where: a garbage collector that moves them finds them here, so they come to
 * lie in memory in an order in which they are likely to be read again, and not in that of a hash. Not thread-safe.
 */
final class LoadedObjects {
    private static final int SMALLEST = 16;

    private static final int[] NO_PLACES = {0};
    private static final Managed[] NONE = {};
    private static final int[] NO_LENGTHS = {};
    private static final Tracker[] NO_COLLECTIONS = {};

    /** One more than where an object stands; 0 where there is none. At most two thirds are used. */
    private int[] places = NO_PLACES;

    private Managed[] objects = NONE;
    private int[] lengths = NO_LENGTHS;
    private Tracker[] collections = NO_COLLECTIONS;
    private int size;
    private long bytes;
    private int hand;

    Managed get(long oid) {
        int mask = places.length - 1;
        for (int i = Oids.slot(oid, mask); places[i] != 0; i = i + 1 & mask) {
            Managed found = objects[places[i] - 1];
            if (found.$odb_oid() == oid) {
                return found;
            }
        }
        return null;
    }

    int size() {
        return size;
    }

    /** The lengths of all their records. */
    long bytes() {
        return bytes;
    }

    /**
     * Puts an object in.
     *
     * @param bond of the collections that were loaded with it; may be null
     */
    void put(Managed object, int length, Tracker bond) {
        if (size == objects.length) {
            room(Math.max(SMALLEST, size + size / 2));
        }
        if (3 * (size + 1) > 2 * places.length) {
            places(Math.max(2 * SMALLEST, 2 * places.length));
        }
        int i = place(object.$odb_oid());
        if (places[i] == 0) {
            places[i] = ++size;
        }
        int at = places[i] - 1;
        bytes += length - lengths[at];
        objects[at] = object;
        lengths[at] = length;
        collections[at] = bond;
    }

    /** The record of an object that is in has another length now. */
    void resize(Managed object, int length) {
        int at = places[place(object.$odb_oid())] - 1;
        bytes += length - lengths[at];
        lengths[at] = length;
    }

    /** The bond of an object's collections; null if it has none or is not in. */
    Tracker collections(Managed object) {
        int at = places[place(object.$odb_oid())] - 1;
        return at >= 0 && objects[at] == object ? collections[at] : null;
    }

    /** The length of the record of an object that is in. */
    int length(Managed object) {
        return lengths[places[place(object.$odb_oid())] - 1];
    }

    /** Whether it was in; the last one stands in its place then. */
    boolean remove(Managed object) {
        int i = place(object.$odb_oid());
        int at = places[i] - 1;
        if (at < 0 || objects[at] != object) {
            return false;
        }
        bytes -= lengths[at];
        int last = size - 1;
        places[place(objects[last].$odb_oid())] = at + 1;
        move(last, at);
        closeGap(i);
        size = last;
        return true;
    }

    private void move(int from, int to) {
        objects[to] = objects[from];
        lengths[to] = lengths[from];
        collections[to] = collections[from];
        objects[from] = null;
        lengths[from] = 0;
        collections[from] = null;
    }

    /** Each has a number below the {@link #size}, which changes when one is taken out. */
    Managed at(int number) {
        return objects[number];
    }

    /** The bond of the collections of the object with that number, or null. */
    Tracker collectionsAt(int number) {
        return collections[number];
    }

    /** The object under the hand of a clock that goes over all of them, or null. */
    Managed atHand() {
        hand = hand < size ? hand : 0;
        return size == 0 ? null : objects[hand];
    }

    void moveHand() {
        hand++;
    }

    /** Every object that is in when it begins; the action may take any out. */
    void forEach(Consumer<Managed> action) {
        for (Managed object : Arrays.copyOf(objects, size)) {
            action.accept(object);
        }
    }

    /** Lets go what it does not need for the objects it has. */
    void trim() {
        if (4L * size < objects.length) {
            room(Math.max(SMALLEST, size));
        }
        int few = places.length;
        while (few > 2 * SMALLEST && 6L * size < few) {
            few /= 2;
        }
        if (few < places.length) {
            places(few);
        }
    }

    void clear() {
        places = NO_PLACES;
        objects = NONE;
        lengths = NO_LENGTHS;
        collections = NO_COLLECTIONS;
        size = 0;
        bytes = 0;
        hand = 0;
    }

    private void closeGap(int at) {
        int mask = places.length - 1;
        int gap = at;
        for (int i = gap + 1 & mask; places[i] != 0; i = i + 1 & mask) {
            int home = Oids.slot(objects[places[i] - 1].$odb_oid(), mask);
            if ((i - home & mask) >= (i - gap & mask)) {
                places[gap] = places[i];
                gap = i;
            }
        }
        places[gap] = 0;
    }

    private void room(int most) {
        objects = Arrays.copyOf(objects, most);
        lengths = Arrays.copyOf(lengths, most);
        collections = Arrays.copyOf(collections, most);
    }

    /** Makes it so many places, a power of two. */
    private void places(int many) {
        places = new int[many];
        for (int at = 0; at < size; at++) {
            places[place(objects[at].$odb_oid())] = at + 1;
        }
    }

    /** Where an object's place is, or will be. */
    private int place(long oid) {
        int mask = places.length - 1;
        int i = Oids.slot(oid, mask);
        while (places[i] != 0 && objects[places[i] - 1].$odb_oid() != oid) {
            i = i + 1 & mask;
        }
        return i;
    }
}

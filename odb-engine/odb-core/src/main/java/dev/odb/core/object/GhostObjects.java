package dev.odb.core.object;

import dev.odb.core.record.tracked.Tracker;
import dev.odb.spi.Managed;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.function.Consumer;

/**
 * The ghosts of a workspace by oid. Those that nobody refers to vanish; what they leave is taken out when the next ones
 * are put in. Not thread-safe.
 */
final class GhostObjects {
    private static final int SMALLEST = 64;

    private final ReferenceQueue<Managed> vanished = new ReferenceQueue<>();
    private static final GhostReference[] NONE = {null};

    private GhostReference[] table = NONE;
    private int size;

    Managed get(long oid) {
        GhostReference found = find(oid);
        return found == null ? null : found.get();
    }

    /** The bond to the collections that somebody has kept of a ghost, or null. */
    Tracker collections(long oid) {
        GhostReference found = find(oid);
        return found == null ? null : found.collections();
    }

    /** Forgets the bond to its former collections. */
    void parted(long oid) {
        GhostReference found = find(oid);
        if (found != null) {
            found.collections(null);
        }
    }

    /** How many there are, with those that vanished lately. */
    int size() {
        return size;
    }

    /**
     * Puts a ghost in.
     *
     * @param collections the bond to collections that may have been kept, or null
     */
    void put(Managed ghost, Tracker collections) {
        sweep();
        if (3 * (size + 1) > 2 * table.length) {
            grow();
        }
        GhostReference reference = new GhostReference(ghost, vanished);
        reference.collections(collections);
        int i = place(table, reference.oid);
        if (table[i] == null) {
            size++;
        }
        table[i] = reference;
    }

    void remove(long oid) {
        int i = place(table, oid);
        if (table[i] != null) {
            removeAt(i);
        }
    }

    /** Every ghost of which somebody may have kept a collection. */
    void forEachParted(Consumer<Managed> action) {
        for (GhostReference reference : table) {
            Managed ghost = reference == null || reference.collections() == null ? null : reference.get();
            if (ghost != null) {
                action.accept(ghost);
            }
        }
    }

    void clear() {
        table = NONE;
        size = 0;
    }

    private void sweep() {
        for (Reference<?> gone = vanished.poll(); gone != null; gone = vanished.poll()) {
            int i = place(table, ((GhostReference) gone).oid);
            if (table[i] == gone) {
                removeAt(i);
            }
        }
    }

    private GhostReference find(long oid) {
        return table[place(table, oid)];
    }

    private void removeAt(int at) {
        int mask = table.length - 1;
        int gap = at;
        for (int i = gap + 1 & mask; table[i] != null; i = i + 1 & mask) {
            int home = Oids.slot(table[i].oid, mask);
            if ((i - home & mask) >= (i - gap & mask)) {
                table[gap] = table[i];
                gap = i;
            }
        }
        table[gap] = null;
        size--;
    }

    private void grow() {
        GhostReference[] larger = new GhostReference[Math.max(SMALLEST, table.length * 2)];
        size = 0;
        for (GhostReference reference : table) {
            if (reference != null && !reference.refersTo(null)) {
                larger[place(larger, reference.oid)] = reference;
                size++;
            }
        }
        table = larger;
    }

    private static int place(GhostReference[] in, long oid) {
        int mask = in.length - 1;
        int i = Oids.slot(oid, mask);
        while (in[i] != null && in[i].oid != oid) {
            i = i + 1 & mask;
        }
        return i;
    }
}

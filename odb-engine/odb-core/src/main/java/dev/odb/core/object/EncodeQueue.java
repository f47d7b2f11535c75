package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The objects to encode when changes are collected, each once and in the order in which they are found: encoding one
 * finds others. Afterwards it still knows which they were. They are told apart by their oids, since the JVM takes long to
 * make an identity hash for an object that has none yet. Not thread-safe.
 */
final class EncodeQueue {
    private static final long THERE = 1;

    private final SeenObjects oids = new SeenObjects();
    private List<Managed> order = new ArrayList<>();
    private boolean open;
    private int next;

    /** Opens it, with these. */
    void begin(Collection<Managed> first) {
        clear();
        for (Managed object : first) {
            oids.put(object.$odb_oid(), THERE);
            order.add(object);
        }
        open = true;
    }

    /** Adds an object that is not there yet; does nothing while it is not open. */
    void add(Managed object) {
        if (open && !contains(object.$odb_oid())) {
            oids.put(object.$odb_oid(), THERE);
            order.add(object);
        }
    }

    boolean hasNext() {
        return next < order.size();
    }

    Managed next() {
        return order.get(next++);
    }

    /** Closes it: nothing is added any more. */
    void end() {
        open = false;
    }

    /** All that were in it since it was opened last. */
    List<Managed> members() {
        return order;
    }

    /** Whether the object of that oid is one of them. */
    boolean contains(long oid) {
        return oids.get(oid) != 0;
    }

    /** Forgets them. */
    void clear() {
        if (!order.isEmpty()) {
            order = new ArrayList<>();
            oids.clear();
        }
        next = 0;
    }
}

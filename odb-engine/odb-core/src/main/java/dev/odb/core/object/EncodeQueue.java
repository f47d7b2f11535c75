package dev.odb.core.object;

import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The objects to encode when changes are collected, each once and in the order in which they are found: encoding one
 * finds others. Afterwards it still knows which they were. Not thread-safe.
 */
final class EncodeQueue {
    private final Set<Managed> members = Collections.newSetFromMap(new IdentityHashMap<>());
    private List<Managed> order;
    private int next;

    /** Opens it, with these. */
    void begin(Collection<Managed> first) {
        order = new ArrayList<>(first);
        next = 0;
        members.clear();
        members.addAll(first);
    }

    /** Adds an object that is not there yet; does nothing while it is not open. */
    void add(Managed object) {
        if (order != null && members.add(object)) {
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
        order = null;
    }

    /** All that were in it since it was opened last. */
    Set<Managed> members() {
        return members;
    }

    /** Forgets them. */
    void clear() {
        members.clear();
    }
}

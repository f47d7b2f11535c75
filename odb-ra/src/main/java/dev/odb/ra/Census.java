package dev.odb.ra;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The connections of a definition, to tell who has them when a pool has none left. Holds them weakly, since a server may
 * drop one without destroying it. All threads may use it.
 */
final class Census {
    private final Set<OdbManagedConnection> connections = Collections.newSetFromMap(new WeakHashMap<>());

    synchronized void add(OdbManagedConnection connection) {
        connections.add(connection);
    }

    /**
     * How many are in use.
     *
     * @param inTransaction by a transaction that is not over
     * @param heldOutside by an application that has used them in no transaction, or not since; often they were never closed
     */
    record Use(long inTransaction, long heldOutside) {}

    synchronized Use use() {
        long working = 0;
        long outside = 0;
        for (OdbManagedConnection one : connections) {
            if (one.isWorking()) {
                working++;
            } else if (one.isHeld()) {
                outside++;
            }
        }
        return new Use(working, outside);
    }
}

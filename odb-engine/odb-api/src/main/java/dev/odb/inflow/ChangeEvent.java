package dev.odb.inflow;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A committed transaction.
 *
 * @param tid its id; those of later events are greater
 * @param instant when it was committed
 * @param user who did it, "" if nobody is known
 * @param description as the transaction gave it, or ""
 * @param roots the names of the roots whose entry or whose own object was written
 * @param objects what was written, in no order; the database's own bookkeeping is left out
 */
public record ChangeEvent(
        long tid, Instant instant, String user, String description, Set<String> roots, List<ChangedObject> objects) {
    /**
     * An object that a transaction has written.
     *
     * @param oid its id
     * @param className the name of its class, as stored
     */
    public record ChangedObject(long oid, String className) {}
}

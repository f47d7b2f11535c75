package dev.odb.core.record;

import dev.odb.core.record.tracked.LateTargets;
import dev.odb.spi.Managed;
import java.util.function.IntFunction;

/** Gives the objects for the references of a decoded one. */
@FunctionalInterface
public interface ReferenceReader {
    /**
     * The one object of that oid, a ghost if it is not in memory yet.
     *
     * @param type the class kept in the reference
     */
    Managed object(long oid, StoredClass type);

    /**
     * The same for a block of references, of which each is made when it is asked for; null if they cannot be made late.
     *
     * @param classIds the classes kept in the references
     * @param types gives the classes of these ids
     */
    default LateTargets late(long[] oids, int[] classIds, IntFunction<StoredClass> types) {
        return null;
    }
}

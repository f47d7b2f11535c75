package dev.odb.core.record;

import dev.odb.spi.Managed;

/** Gives the objects for the references of a decoded one. */
@FunctionalInterface
public interface ReferenceReader {
    /**
     * The one object of that oid, a ghost if it is not in memory yet.
     *
     * @param type the class kept in the reference
     */
    Managed object(long oid, StoredClass type);
}

package dev.odb.core.record;

import dev.odb.spi.Managed;

/** Watches that no mutable value gets into the records of two objects. */
@FunctionalInterface
public interface ValueOwners {
    /** For where values cannot come from elsewhere. */
    ValueOwners NONE = (value, holder, tracked) -> null;

    /**
     * A mutable value was met in an object that is encoded.
     *
     * @param tracked whether it is a collection that tells this object of changes
     * @return another object that holds it as well; null if there is none
     */
    Managed otherHolder(Object value, Managed holder, boolean tracked);
}

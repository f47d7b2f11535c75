package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.RecordEncoder;
import dev.odb.core.record.SharedValueException;
import dev.odb.core.record.UnstorableValueException;
import dev.odb.core.record.ValueOwners;
import dev.odb.spi.Managed;
import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Whose the mutable values are that are met while the changes of a transaction are collected: arrays, and collections
 * that the application assigned. What has moved to another object meanwhile is no longer its former holder's, so nothing
 * needs to be told of that. Not thread-safe.
 */
final class MutableOwners implements ValueOwners {
    private final ClassCatalog catalog;
    /** Made for the first one: most transactions meet none. */
    private Map<Object, Managed> holders;

    private boolean noting;

    MutableOwners(ClassCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Managed otherHolder(Object value, Managed holder, boolean tracked) {
        if (!noting || tracked || value.getClass().isArray() && Array.getLength(value) == 0) {
            return null;
        }
        if (holders == null) {
            holders = new IdentityHashMap<>();
        }
        Managed other = holders.put(value, holder);
        return other == null || other == holder || path(other, value) == null ? null : other;
    }

    /** Where an object holds a value, such as {@code tags[3]}; null if it does not. */
    String path(Managed holder, Object sought) {
        try {
            new RecordEncoder(
                            catalog,
                            (target, path) -> target.$odb_oid(),
                            (value, object, tracked) -> value == sought ? object : null)
                    .encode(holder);
        } catch (SharedValueException e) {
            return e.value() == sought ? e.path() : null;
        } catch (UnstorableValueException e) {
            return null;
        }
        return null;
    }

    /** From now on values are noted. */
    void begin() {
        noting = true;
        holders = null;
    }

    /** Lets all of them go. */
    void end() {
        noting = false;
        holders = null;
    }
}

package dev.odb.core.record.tracked;

import dev.odb.spi.Managed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cuts the bonds of tracked collections. */
public final class Tracking {
    private Tracking() {}

    /**
     * Makes later writes through the tracked collections in a value fail with {@link dev.odb.DetachedObjectException}. All
     * collections that were decoded together are cut off together, as is right when their object's state is dropped.
     *
     * @param value the value of a field; may be anything
     */
    public static void detach(Object value) {
        if (value instanceof Tracked tracked) {
            tracked.$odb_tracker().detach();
        } else if (value != null && mayHoldTracked(value)) {
            search(value, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
    }

    /** A persistent collection is another object with a state of its own, which must not be touched here. */
    private static boolean mayHoldTracked(Object value) {
        return !(value instanceof Managed)
                && (value instanceof Object[]
                        || value instanceof Collection
                        || value instanceof Map
                        || value instanceof Optional
                        || value instanceof Record);
    }

    private static void search(Object value, Set<Object> seen) {
        if (value instanceof Tracked tracked) {
            tracked.$odb_tracker().detach();
        } else if (value == null || !mayHoldTracked(value) || !seen.add(value)) {
            return;
        } else if (value instanceof Object[] array) {
            for (Object element : array) {
                search(element, seen);
            }
        } else if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                search(element, seen);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                search(entry.getKey(), seen);
                search(entry.getValue(), seen);
            }
        } else if (value instanceof Optional<?> optional) {
            search(optional.orElse(null), seen);
        } else {
            searchRecord(value, seen);
        }
    }

    private static void searchRecord(Object value, Set<Object> seen) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive()) {
                try {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    search(accessor.invoke(value), seen);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(value.getClass().getName() + "." + component.getName(), e);
                }
            }
        }
    }
}

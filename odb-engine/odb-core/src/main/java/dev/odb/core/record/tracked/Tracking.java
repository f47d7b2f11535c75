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
import java.util.function.Consumer;

/** Finds and cuts the bonds of tracked collections. */
public final class Tracking {
    private Tracking() {}

    /** The bond of a tracked collection in a value of a field, which may be anything; or null. */
    public static Tracker find(Object value) {
        Tracker[] found = new Tracker[1];
        visit(value, tracker -> found[0] = tracker);
        return found[0];
    }

    /**
     * Makes later writes through the tracked collections in a value fail with {@link dev.odb.DetachedObjectException}. All
     * collections that were decoded together are cut off together, as is right when their object's state is dropped.
     *
     * @param value the value of a field; may be anything
     */
    public static void detach(Object value) {
        visit(value, Tracker::detach);
    }

    private static void visit(Object value, Consumer<Tracker> action) {
        if (value instanceof Tracked tracked) {
            action.accept(tracked.$odb_tracker());
        } else if (value != null && mayHoldTracked(value)) {
            search(value, action, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
    }

    /** A persistent object, even if it is a collection too, is a reference: what it holds is its own affair. */
    private static boolean mayHoldTracked(Object value) {
        return !(value instanceof Managed)
                && (value instanceof Object[]
                        || value instanceof Collection
                        || value instanceof Map
                        || value instanceof Optional
                        || value instanceof Record);
    }

    private static void search(Object value, Consumer<Tracker> action, Set<Object> seen) {
        if (value instanceof Tracked tracked) {
            action.accept(tracked.$odb_tracker());
        } else if (value == null || !mayHoldTracked(value) || !seen.add(value)) {
            return;
        } else if (value instanceof Object[] array) {
            for (Object element : array) {
                search(element, action, seen);
            }
        } else if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                search(element, action, seen);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                search(entry.getKey(), action, seen);
                search(entry.getValue(), action, seen);
            }
        } else if (value instanceof Optional<?> optional) {
            search(optional.orElse(null), action, seen);
        } else {
            searchRecord(value, action, seen);
        }
    }

    private static void searchRecord(Object value, Consumer<Tracker> action, Set<Object> seen) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive()) {
                try {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    search(accessor.invoke(value), action, seen);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(value.getClass().getName() + "." + component.getName(), e);
                }
            }
        }
    }
}

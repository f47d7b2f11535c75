package dev.odb.core.object;

import dev.odb.core.record.ClassCatalog;
import dev.odb.core.record.StoredClass.StoredField;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.WeakReference;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the path from a root to a value that cannot be stored, such as {@code issues.byKey["HHH-1"].attachment}, by
 * walking what is in memory. Used for error messages only, so it may take its time, within a bound.
 */
final class PathFinder {
    private static final int BOUND = 200_000;

    private final RootDirectory roots;
    private final ClassCatalog catalog;
    private final Map<Object, String> paths = new IdentityHashMap<>();
    private final ArrayDeque<Object> queue = new ArrayDeque<>();
    private Object target;
    private String found;

    PathFinder(RootDirectory roots, ClassCatalog catalog) {
        this.roots = roots;
        this.catalog = catalog;
    }

    /**
     * The path of a value.
     *
     * @param value what is looked for, by identity
     * @param holder the persistent object whose record would contain it
     * @param tail where it stands in that object, used if no way from a root is found
     */
    String path(Object value, Managed holder, String tail) {
        String path = find(value);
        return path != null ? path : name(holder) + tail;
    }

    /** The path of what stands in an object, by the way to that object. */
    String path(Managed holder, String tail) {
        String path = find(holder);
        return path != null ? path + "." + tail : name(holder) + tail;
    }

    private static String name(Managed holder) {
        return holder.getClass().getName() + "#" + holder.$odb_oid() + ".";
    }

    private String find(Object value) {
        target = value;
        roots.forEach(this::visit);
        while (found == null && !queue.isEmpty() && paths.size() < BOUND) {
            Object next = queue.remove();
            expand(next, paths.get(next));
        }
        return found;
    }

    private void visit(String path, Object value) {
        if (found != null || value == null) {
            return;
        }
        if (value == target) {
            found = path;
        } else if (isContainer(value) && paths.putIfAbsent(value, path) == null) {
            queue.add(value);
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof Managed managed
                ? managed.$odb_state() > ObjectState.GHOST || managed.$odb_state() == ObjectState.COLD
                : value instanceof Map<?, ?>
                        || value instanceof Collection<?>
                        || value instanceof Object[]
                        || value instanceof WeakReference;
    }

    private void expand(Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                visit(path + "[key " + label(entry.getKey()) + "]", entry.getKey());
                visit(path + "[" + label(entry.getKey()) + "]", entry.getValue());
            }
        } else if (value instanceof Collection<?> collection) {
            int index = 0;
            for (Object element : collection) {
                visit(path + "[" + index++ + "]", element);
            }
        } else if (value instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                visit(path + "[" + i + "]", array[i]);
            }
        } else if (value instanceof WeakReference weak) {
            visit(path + ".get()", weak.$odb_target());
        } else {
            fields((Managed) value, path);
        }
    }

    private void fields(Managed object, String path) {
        List<StoredField> fields = catalog.define(object.getClass()).fields();
        object.$odb_write(new FieldVisitor(
                (index, value) -> visit(path + "." + fields.get(index).name(), value)));
    }

    private static String label(Object key) {
        return key instanceof String text ? "\"" + text + "\"" : String.valueOf(key);
    }
}

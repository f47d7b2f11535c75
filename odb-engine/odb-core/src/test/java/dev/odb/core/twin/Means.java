package dev.odb.core.twin;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What several types of values have in common. */
final class Means {
    /** Larger values are made smaller now and then. */
    static final int LARGE = 14;

    private Means() {}

    /** A text that tells most values apart and does not depend on the side. */
    static String label(Object value) {
        if (value instanceof Item item) {
            return "item" + item.id();
        }
        if (value instanceof Collection<?> collection) {
            return "c" + collection.size();
        }
        if (value instanceof Map<?, ?> map) {
            return "m" + map.size();
        }
        if (value instanceof Object[] array) {
            return "a" + array.length;
        }
        if (value instanceof int[] array) {
            return "i" + array.length;
        }
        return value instanceof Mark mark ? "mark" + mark.number() : String.valueOf(value);
    }

    /** One of three classes of values. */
    static boolean hit(Object value, int which) {
        return Math.floorMod(label(value).hashCode(), 3) == which;
    }

    /** An element that does not depend on the order of iteration, null if there is none. */
    static Object one(Collection<?> elements, Random r) {
        if (elements.isEmpty()) {
            return null;
        }
        List<Object> sorted = new ArrayList<>(elements);
        sorted.sort(Comparator.comparing(Means::label));
        return sorted.get(r.nextInt(sorted.size()));
    }

    /** Removes what is hit through an iterator. */
    static int removeWhile(Iterator<?> iterator, int which) {
        int removed = 0;
        while (iterator.hasNext()) {
            if (hit(iterator.next(), which)) {
                iterator.remove();
                removed++;
            }
        }
        return removed;
    }

    static List<Mean<?, ?>> all(List<? extends Mean<?, ?>> some, List<? extends Mean<?, ?>> more) {
        List<Mean<?, ?>> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    static boolean isEmpty(Object value) {
        return value == null
                || value instanceof Collection<?> collection && collection.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value.getClass().isArray() && Array.getLength(value) == 0;
    }

    static Object value(Map.Entry<?, ?> entry) {
        return entry == null ? null : entry.getValue();
    }

    static List<Object> some(Type type, World world, Random r) {
        List<Object> made = new ArrayList<>();
        for (int i = r.nextInt(5); i > 0; i--) {
            made.add(type.make(world, r));
        }
        return made;
    }
}

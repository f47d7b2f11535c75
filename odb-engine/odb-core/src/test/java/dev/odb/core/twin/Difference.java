package dev.odb.core.twin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Finds the first difference of two values: one of the twin or frozen, and one of either side. */
final class Difference {
    private final Map<Object, Object> expectedOf = new IdentityHashMap<>();
    private final Map<Object, Object> actualOf = new IdentityHashMap<>();

    /** The first difference with its path, or null. */
    static String find(String path, Object expected, Object actual) {
        return new Difference().at(path, expected, actual);
    }

    /** The first difference in a cell of an object with its frozen state, or null. */
    static String find(Cell cell, Map<Slot, Object> expected, Item actual) {
        Difference difference = new Difference();
        for (Slot slot : cell.slots()) {
            String found = difference.at("item " + cell.id() + "." + slot, expected.get(slot), actual.get(slot));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String at(String path, Object expected, Object actual) {
        if (expected == null || actual == null) {
            return expected == actual ? null : differ(path, expected, actual);
        }
        if (isReference(expected) || isReference(actual)) {
            boolean same = isReference(expected) && isReference(actual) && id(expected) == id(actual);
            return same ? null : differ(path, expected, actual);
        }
        if (isMutable(expected)) {
            boolean known = actualOf.containsKey(expected);
            if (known || expectedOf.containsKey(actual)) {
                boolean same = actualOf.get(expected) == actual && expectedOf.get(actual) == expected;
                return same ? null : path + ": what is shared differs";
            }
            actualOf.put(expected, actual);
            expectedOf.put(actual, expected);
        }
        if (!kind(expected).equals(kind(actual))) {
            return path + ": expected a " + kind(expected) + " but was a "
                    + actual.getClass().getName();
        }
        if (expected instanceof Object[] array) {
            return elements(path, Arrays.asList(array), Arrays.asList((Object[]) actual));
        }
        if (expected instanceof int[] array) {
            return Arrays.equals(array, (int[]) actual) ? null : differ(path, expected, actual);
        }
        if (expected instanceof Mark mark) {
            return elements(path, parts(mark), parts((Mark) actual));
        }
        if (expected instanceof Map<?, ?> map) {
            return map(path, map, (Map<?, ?>) actual);
        }
        if (expected instanceof Collection<?> collection) {
            boolean ordered =
                    !(expected instanceof Set) || expected instanceof SortedSet || expected instanceof LinkedHashSet;
            return ordered
                    ? elements(path, collection, (Collection<?>) actual)
                    : set(path, collection, (Collection<?>) actual);
        }
        return expected.equals(actual) ? null : differ(path, expected, actual);
    }

    private String elements(String path, Collection<?> expected, Collection<?> actual) {
        if (expected.size() != actual.size()) {
            return differ(path + ".size " + expected.size() + "/" + actual.size(), expected, actual);
        }
        Iterator<?> other = actual.iterator();
        int index = 0;
        for (Object element : expected) {
            String found = at(path + "[" + index++ + "]", element, other.next());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String set(String path, Collection<?> expected, Collection<?> actual) {
        Set<Object> wanted = expected.stream().map(Difference::plain).collect(Collectors.toSet());
        List<Object> found = actual.stream().map(Difference::plain).collect(Collectors.toList());
        boolean same =
                found.size() == wanted.size() && wanted.containsAll(found) && actual.containsAll(List.copyOf(actual));
        return same ? null : differ(path, expected, actual);
    }

    private String map(String path, Map<?, ?> expected, Map<?, ?> actual) {
        if (expected instanceof SortedMap || expected instanceof LinkedHashMap) {
            String found = elements(path + ".keySet()", expected.keySet(), actual.keySet());
            if (found != null) {
                return found;
            }
        }
        Map<Object, Object> values = new HashMap<>();
        actual.forEach((key, value) -> values.put(plain(key), value));
        if (values.size() != expected.size() || actual.size() != expected.size()) {
            return differ(path + ".size " + expected.size() + "/" + actual.size(), expected, actual);
        }
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            Object key = plain(entry.getKey());
            String below = path + "[" + key + "]";
            String found = values.containsKey(key)
                    ? at(below, entry.getValue(), values.get(key))
                    : below + ": the key is missing";
            if (found != null) {
                return found;
            }
        }
        for (Object key : actual.keySet()) {
            if (!actual.containsKey(key)) {
                return path + "[" + plain(key) + "]: cannot be found by its key";
            }
        }
        return null;
    }

    private static String differ(String path, Object expected, Object actual) {
        return path + ": expected " + show(expected) + " but was " + show(actual);
    }

    private static String show(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Difference::show).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Map<?, ?> map ? show(map.keySet()) : Means.label(plain(value));
    }

    private static List<Object> parts(Mark mark) {
        List<Object> parts = new ArrayList<>();
        parts.add(mark.number());
        parts.add(mark.text());
        parts.add(mark.tags());
        return parts;
    }

    private static Object plain(Object value) {
        return value instanceof Item item ? new Ref(item.id()) : value;
    }

    private static boolean isReference(Object value) {
        return value instanceof Item || value instanceof Ref;
    }

    private static long id(Object value) {
        return value instanceof Item item ? item.id() : ((Ref) value).id();
    }

    private static boolean isMutable(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value.getClass().isArray();
    }

    private static String kind(Object value) {
        if (value instanceof LinkedList) {
            return "LinkedList";
        }
        if (value instanceof SortedSet<?> set) {
            return "SortedSet by "
                    + Objects.toString(set.comparator(), "nature").replaceAll("@.*", "");
        }
        if (value instanceof SortedMap<?, ?> map) {
            return "SortedMap by "
                    + Objects.toString(map.comparator(), "nature").replaceAll("@.*", "");
        }
        if (value instanceof ArrayDeque) {
            return "ArrayDeque";
        }
        if (value instanceof List) {
            return "List";
        }
        if (value instanceof Set) {
            return "Set";
        }
        return value instanceof Map ? "Map" : value.getClass().getName();
    }
}

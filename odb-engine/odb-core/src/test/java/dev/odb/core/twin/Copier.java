package dev.odb.core.twin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Copies plain values deeply; what is shared in the original is shared in the copy. */
final class Copier {
    private final UnaryOperator<Object> reference;
    private final Map<Object, Object> copies = new IdentityHashMap<>();

    /** With what becomes of references to objects. */
    Copier(UnaryOperator<Object> reference) {
        this.reference = reference;
    }

    @SuppressWarnings("unchecked")
    Object copy(Object value) {
        if (value instanceof Item || value instanceof Ref) {
            return reference.apply(value);
        }
        Object known = copies.get(value);
        if (known != null) {
            return known;
        }
        if (value instanceof int[] array) {
            return kept(value, array.clone());
        }
        if (value instanceof Object[] array) {
            Object[] copy = array.clone();
            copies.put(value, copy);
            for (int i = 0; i < copy.length; i++) {
                copy[i] = copy(array[i]);
            }
            return copy;
        }
        if (value instanceof Mark mark) {
            return kept(value, new Mark(mark.number(), mark.text(), (List<Object>) copy(mark.tags())));
        }
        if (value instanceof Collection<?> collection) {
            Collection<Object> copy = (Collection<Object>) kept(value, emptyLike(collection));
            collection.forEach(element -> copy.add(copy(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = (Map<Object, Object>) kept(value, emptyLike(map));
            map.forEach((key, element) -> copy.put(copy(key), copy(element)));
            return copy;
        }
        return value;
    }

    private Object kept(Object value, Object copy) {
        copies.put(value, copy);
        return copy;
    }

    private static Object emptyLike(Collection<?> collection) {
        if (collection instanceof TreeSet<?> set) {
            return new TreeSet<>(set.comparator());
        }
        if (collection instanceof LinkedHashSet) {
            return new LinkedHashSet<>();
        }
        if (collection instanceof HashSet) {
            return new HashSet<>();
        }
        if (collection instanceof LinkedList) {
            return new LinkedList<>();
        }
        return collection instanceof ArrayDeque ? new ArrayDeque<>() : new ArrayList<>();
    }

    private static Object emptyLike(Map<?, ?> map) {
        if (map instanceof EnumMap) {
            return new EnumMap<>(Shade.class);
        }
        if (map instanceof TreeMap<?, ?> tree) {
            return new TreeMap<>(tree.comparator());
        }
        return map instanceof LinkedHashMap ? new LinkedHashMap<>() : new HashMap<>();
    }
}

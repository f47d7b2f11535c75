package dev.odb.ra;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be reached from an object through the fields of the adapter's classes, and collections in them. */
final class Reachable {
    private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> next = new ArrayDeque<>();

    private Reachable() {}

    static List<Object> from(Object start) {
        Reachable walk = new Reachable();
        walk.meet(start);
        while (!walk.next.isEmpty()) {
            walk.look(walk.next.remove());
        }
        return List.copyOf(walk.found);
    }

    private void meet(Object object) {
        if (object != null && found.add(object)) {
            next.add(object);
        }
    }

    private void look(Object at) {
        if (at instanceof Collection<?> collection) {
            collection.forEach(this::meet);
        } else if (at instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                meet(key);
                meet(value);
            });
        } else {
            for (Class<?> type = at.getClass(); ours(type); type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    meetValue(at, field);
                }
            }
        }
    }

    private void meetValue(Object of, Field field) {
        if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
            return;
        }
        try {
            field.setAccessible(true);
            meet(field.get(of));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean ours(Class<?> type) {
        return type != null && type.getPackage() == Reachable.class.getPackage() && !type.isEnum();
    }
}

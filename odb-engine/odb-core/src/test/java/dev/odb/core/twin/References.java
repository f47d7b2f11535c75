package dev.odb.core.twin;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the objects that a value refers to. */
final class References {
    private final Consumer<Item> found;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    References(Consumer<Item> found) {
        this.found = found;
    }

    void of(Object value) {
        if (value instanceof Item item) {
            found.accept(item);
        } else if (value instanceof Object[] array && seen.add(value)) {
            for (Object element : array) {
                of(element);
            }
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(this::of);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                of(key);
                of(element);
            });
        }
    }
}

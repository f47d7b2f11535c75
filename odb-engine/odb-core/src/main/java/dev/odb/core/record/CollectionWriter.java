package dev.odb.core.record;

import dev.odb.core.record.tracked.Lazy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/** Writes collections. */
final class CollectionWriter {
    /** The natural order without a comparator; 1 to 4 are {@link JdkComparators}. */
    static final int NATURAL = 0;

    static final int VALUE = 5;

    private final ValueWriter values;

    CollectionWriter(ValueWriter values) {
        this.values = values;
    }

    void write(ValueKind kind, Object value) {
        switch (kind) {
            case ARRAY_LIST, LINKED_LIST, ARRAY_DEQUE, IMMUTABLE_LIST, IMMUTABLE_COLLECTION ->
                elements((Collection<?>) value);
            case HASH_SET, LINKED_HASH_SET, IMMUTABLE_SET -> set((Collection<?>) value);
            case TREE_SET, IMMUTABLE_TREE_SET -> {
                comparator(value, ((SortedSet<?>) value).comparator());
                set((Collection<?>) value);
            }
            case ENUM_SET -> enumSet((EnumSet<?>) value);
            case HASH_MAP, LINKED_HASH_MAP, IMMUTABLE_MAP -> map((Map<?, ?>) value);
            case TREE_MAP, IMMUTABLE_TREE_MAP -> {
                comparator(value, ((SortedMap<?, ?>) value).comparator());
                map((Map<?, ?>) value);
            }
            case ENUM_MAP -> {
                values.name(keyType((EnumMap<?, ?>) value));
                map((Map<?, ?>) value);
            }
            default -> throw new IllegalArgumentException("not a collection: " + kind);
        }
    }

    private void elements(Collection<?> collection) {
        values.out.putVarlong(collection.size());
        int index = 0;
        for (Object element : collection) {
            values.path.index(index++);
            values.write(element);
            values.path.pop();
        }
    }

    /** A set that nobody has touched since it was decoded is written without being filled. */
    private void set(Collection<?> set) {
        Object[] pending = set instanceof Lazy lazy ? lazy.$odb_pending() : null;
        Collection<?> elements = pending != null ? Arrays.asList(pending) : set;
        values.out.putVarlong(elements.size());
        int index = 0;
        for (Object element : elements) {
            values.path.index(index++);
            values.writeKey(element);
            values.path.pop();
        }
    }

    private void map(Map<?, ?> map) {
        Object[] pending = map instanceof Lazy lazy ? lazy.$odb_pending() : null;
        if (pending != null) {
            values.out.putVarlong(pending.length / 2);
            for (int i = 0; i < pending.length; i += 2) {
                entry(i / 2, pending[i], pending[i + 1]);
            }
            return;
        }
        values.out.putVarlong(map.size());
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entry(index++, entry.getKey(), entry.getValue());
        }
    }

    private void entry(int index, Object key, Object value) {
        values.path.key(index);
        values.writeKey(key);
        values.path.pop();
        values.path.valueOf(key);
        values.write(value);
        values.path.pop();
    }

    private void comparator(Object collection, Comparator<?> comparator) {
        int form = form(comparator);
        if (form < 0) {
            throw values.unstorable(
                    collection,
                    "its comparator " + comparator.getClass().getName() + " cannot be stored. Use the natural order,"
                            + " Comparator.reverseOrder(), String.CASE_INSENSITIVE_ORDER, or an enum or record that"
                            + " implements Comparator");
        }
        values.out.putByte(form);
        if (form == VALUE) {
            values.write(comparator);
        }
    }

    private static int form(Comparator<?> comparator) {
        if (comparator == null) {
            return NATURAL;
        }
        int ofTheJdk = JdkComparators.form(comparator);
        if (ofTheJdk > 0) {
            return ofTheJdk;
        }
        ValueKind kind = ValueKinds.of(comparator);
        return kind == ValueKind.ENUM || kind == ValueKind.RECORD || kind == ValueKind.VALUE ? VALUE : -1;
    }

    private void enumSet(EnumSet<?> set) {
        values.name(elementType(set).getName());
        elements(set);
    }

    private Class<?> elementType(EnumSet<?> set) {
        EnumSet<?> some = set.isEmpty() ? EnumSet.complementOf(set) : set;
        if (some.isEmpty()) {
            throw values.unstorable(set, "its enum has no constants");
        }
        return some.iterator().next().getDeclaringClass();
    }

    private String keyType(EnumMap<?, ?> map) {
        if (!map.isEmpty()) {
            return map.keySet().iterator().next().getDeclaringClass().getName();
        }
        String type = EnumKeys.typeOfEmpty(map);
        if (type == null) {
            throw values.unstorable(map, "an empty EnumMap does not tell its key type; leave the field null instead");
        }
        return type;
    }
}

package dev.odb.core.record;

import dev.odb.OdbException;
import dev.odb.core.record.tracked.LateTargets;
import dev.odb.core.record.tracked.TrackedArrayDeque;
import dev.odb.core.record.tracked.TrackedArrayList;
import dev.odb.core.record.tracked.TrackedHashMap;
import dev.odb.core.record.tracked.TrackedHashSet;
import dev.odb.core.record.tracked.TrackedLateList;
import dev.odb.core.record.tracked.TrackedLinkedList;
import dev.odb.core.record.tracked.TrackedTreeMap;
import dev.odb.core.record.tracked.TrackedTreeSet;
import dev.odb.spi.Managed;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;

/**
 * Reads collections. Sets and maps whose keys run code of the application when they are hashed or compared are given
 * their elements only when they are first touched, since that code may load other objects.
 */
final class CollectionReader {
    /** On these versions linked collections have views that cannot be overridden from here, so they are compared too. */
    private static final boolean SEQUENCED = Runtime.version().feature() >= 21;

    private static final ClassValue<Boolean> BY_IDENTITY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type.getMethod("hashCode").getDeclaringClass() == Object.class
                        && type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    /** In a shorter list the objects that references lead to are made at once. */
    static final int FEWEST_LATE = 8;

    private final ValueReader values;

    CollectionReader(ValueReader values) {
        this.values = values;
    }

    Object read(ValueKind kind) {
        return switch (kind) {
            case ARRAY_LIST -> arrayList();
            case LINKED_LIST -> linkedList();
            case ARRAY_DEQUE -> arrayDeque();
            case HASH_SET -> hashSet(false);
            case LINKED_HASH_SET -> hashSet(true);
            case TREE_SET -> treeSet(true);
            case ENUM_SET -> enumSet();
            case HASH_MAP -> hashMap(false);
            case LINKED_HASH_MAP -> hashMap(true);
            case TREE_MAP -> treeMap(true);
            case ENUM_MAP -> enumMap();
            default -> immutable(kind);
        };
    }

    private Object arrayList() {
        long before = values.work();
        int count = values.in.readCount(1);
        if (count >= FEWEST_LATE) {
            values.markLongList();
            LateTargets targets = values.late();
            if (targets != null) {
                return lateList(count, targets, before);
            }
        }
        TrackedArrayList<Object> list = new TrackedArrayList<>(values.tracker(), count);
        int ordinal = values.share(list);
        for (int i = 0; i < count; i++) {
            list.restore(values.read());
        }
        values.complete(ordinal, before);
        return list;
    }

    private Object lateList(int count, LateTargets targets, long before) {
        TrackedLateList<Object> list = new TrackedLateList<>(values.tracker(), count, targets);
        int ordinal = values.share(list);
        for (int i = 0; i < count; i++) {
            int place = values.readPlace();
            if (place >= 0) {
                list.restoreLate(place);
            } else {
                list.restore(values.read());
            }
        }
        values.complete(ordinal, before);
        return list;
    }

    private Object linkedList() {
        long before = values.work();
        int count = values.in.readCount(1);
        TrackedLinkedList<Object> list = new TrackedLinkedList<>(values.tracker());
        int ordinal = values.share(list);
        for (int i = 0; i < count; i++) {
            list.restore(values.read());
        }
        values.complete(ordinal, before);
        return list;
    }

    private Object arrayDeque() {
        long before = values.work();
        int count = values.in.readCount(1);
        TrackedArrayDeque<Object> deque = new TrackedArrayDeque<>(values.tracker(), count);
        int ordinal = values.share(deque);
        for (int i = 0; i < count; i++) {
            Object element = values.read();
            if (element == null) {
                throw values.in.corrupt("an ArrayDeque has a null");
            }
            deque.restore(element);
        }
        values.complete(ordinal, before);
        return deque;
    }

    private Object hashSet(boolean linked) {
        if (linked && SEQUENCED) {
            values.markUntracked();
        }
        long before = values.work();
        int count = values.in.readCount(1);
        TrackedHashSet<Object> set = new TrackedHashSet<>(values.tracker(), linked, count);
        int ordinal = values.share(set);
        Object[] elements = keys(count);
        values.complete(ordinal, before);
        if (hashable(elements, 1)) {
            for (Object element : elements) {
                set.restore(element);
            }
        } else {
            set.pending(elements);
        }
        return set;
    }

    private TrackedTreeSet<Object> treeSet(boolean shared) {
        long before = values.work();
        Comparator<Object> comparator = comparator();
        int count = values.in.readCount(1);
        TrackedTreeSet<Object> set = new TrackedTreeSet<>(values.tracker(), comparator);
        int ordinal = shared ? values.share(set) : -1;
        Object[] elements = keys(count);
        if (shared) {
            values.complete(ordinal, before);
        }
        if (comparable(comparator, elements, 1)) {
            sorted(() -> {
                for (Object element : elements) {
                    set.restore(element);
                }
            });
        } else {
            set.pending(elements);
        }
        return set;
    }

    private Object hashMap(boolean linked) {
        if (linked && SEQUENCED) {
            values.markUntracked();
        }
        long before = values.work();
        int count = values.in.readCount(2);
        TrackedHashMap<Object, Object> map = new TrackedHashMap<>(values.tracker(), linked, count);
        int ordinal = values.share(map);
        Object[] entries = entries(count);
        values.complete(ordinal, before);
        if (hashable(entries, 2)) {
            for (int i = 0; i < entries.length; i += 2) {
                map.restore(entries[i], entries[i + 1]);
            }
        } else {
            map.pending(entries);
        }
        return map;
    }

    private TrackedTreeMap<Object, Object> treeMap(boolean shared) {
        long before = values.work();
        Comparator<Object> comparator = comparator();
        int count = values.in.readCount(2);
        TrackedTreeMap<Object, Object> map = new TrackedTreeMap<>(values.tracker(), comparator);
        int ordinal = shared ? values.share(map) : -1;
        Object[] entries = entries(count);
        if (shared) {
            values.complete(ordinal, before);
        }
        if (comparable(comparator, entries, 2)) {
            sorted(() -> {
                for (int i = 0; i < entries.length; i += 2) {
                    map.restore(entries[i], entries[i + 1]);
                }
            });
        } else {
            map.pending(entries);
        }
        return map;
    }

    private void sorted(Runnable fill) {
        try {
            fill.run();
        } catch (ClassCastException | NullPointerException e) {
            throw values.in.corrupt("elements of a sorted collection cannot be compared: " + e.getMessage());
        }
    }

    private Object immutable(ValueKind kind) {
        long before = values.work();
        Object value =
                switch (kind) {
                    case IMMUTABLE_LIST -> immutableList();
                    case IMMUTABLE_COLLECTION -> Collections.unmodifiableCollection(Arrays.asList(elements()));
                    case IMMUTABLE_SET -> immutableSet();
                    case IMMUTABLE_MAP -> immutableMap();
                    case IMMUTABLE_TREE_SET -> Collections.unmodifiableNavigableSet(treeSet(false));
                    case IMMUTABLE_TREE_MAP -> Collections.unmodifiableNavigableMap(treeMap(false));
                    default -> throw values.in.corrupt("a value has the impossible kind " + kind);
                };
        values.complete(values.share(value), before);
        return value;
    }

    private List<Object> immutableList() {
        Object[] elements = elements();
        for (Object element : elements) {
            if (element == null) {
                return Collections.unmodifiableList(Arrays.asList(elements));
            }
        }
        return List.of(elements);
    }

    private Object immutableSet() {
        Object[] elements = keys(values.in.readCount(1));
        TrackedHashSet<Object> set = new TrackedHashSet<>(values.tracker(), true, elements.length);
        set.pending(elements);
        if (hashable(elements, 1)) {
            set.$odb_fill();
        }
        return Collections.unmodifiableSet(set);
    }

    private Object immutableMap() {
        Object[] entries = entries(values.in.readCount(2));
        TrackedHashMap<Object, Object> map = new TrackedHashMap<>(values.tracker(), true, entries.length / 2);
        map.pending(entries);
        if (hashable(entries, 2)) {
            map.$odb_fill();
        }
        return Collections.unmodifiableMap(map);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object enumSet() {
        values.markUntracked();
        long before = values.work();
        EnumSet set = null;
        Class<?> type = enumType();
        if (type != null) {
            set = EnumSet.noneOf((Class) type);
        }
        int ordinal = values.share(set);
        for (Object element : elements()) {
            if (set != null && element != null) {
                set.add((Enum) enumKey(type, element));
            }
        }
        values.complete(ordinal, before);
        return set;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Object enumMap() {
        values.markUntracked();
        long before = values.work();
        EnumMap map = null;
        Class<?> type = enumType();
        if (type != null) {
            map = new EnumMap((Class) type);
        }
        int ordinal = values.share(map);
        int count = values.in.readCount(2);
        for (int i = 0; i < count; i++) {
            Object key = values.readKey();
            Object value = values.read();
            if (map != null && key != null && map.put((Enum) enumKey(type, key), value) != null) {
                values.broken(RecordMessages.mergedKeys(values.in.subject(), type, key));
            }
        }
        values.complete(ordinal, before);
        return map;
    }

    private Object enumKey(Class<?> type, Object key) {
        if (!(key instanceof Enum<?> constant) || constant.getDeclaringClass() != type) {
            throw values.in.corrupt("an enum collection of " + type.getName() + " has an element of "
                    + key.getClass().getName());
        }
        return key;
    }

    /** Null only in a field that was removed. */
    private Class<?> enumType() {
        String name = values.name();
        try {
            return values.renamed(values.types.enumType(name, values.in.subject()), name);
        } catch (OdbException e) {
            values.broken(e);
            return null;
        }
    }

    private Object[] elements() {
        Object[] elements = new Object[values.in.readCount(1)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = values.read();
        }
        return elements;
    }

    private Object[] keys(int count) {
        Object[] elements = new Object[count];
        for (int i = 0; i < count; i++) {
            elements[i] = values.readKey();
        }
        return elements;
    }

    /** Keys and values in turn. */
    private Object[] entries(int count) {
        Object[] entries = new Object[2 * count];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = values.readKey();
            entries[i + 1] = values.read();
        }
        return entries;
    }

    @SuppressWarnings("unchecked")
    private Comparator<Object> comparator() {
        byte form = values.in.readByte();
        return (Comparator<Object>)
                switch (form) {
                    case CollectionWriter.NATURAL -> null;
                    case CollectionWriter.VALUE -> comparatorValue();
                    default -> ofTheJdk(form);
                };
    }

    /** A comparator that is the value of a field. */
    Comparator<?> comparatorField() {
        return ofTheJdk(values.in.readByte());
    }

    private Comparator<?> ofTheJdk(byte form) {
        Comparator<?> found = JdkComparators.of(form);
        if (found == null) {
            throw values.in.corrupt("a comparator has the unknown form " + form);
        }
        return found;
    }

    private Comparator<?> comparatorValue() {
        Object value = values.read();
        if (value != null && !(value instanceof Comparator)) {
            throw values.in.corrupt("a comparator is a " + value.getClass().getName());
        }
        return (Comparator<?>) value;
    }

    /** Whether hashing the keys runs no code of the application. */
    private static boolean hashable(Object[] elements, int step) {
        for (int i = 0; i < elements.length; i += step) {
            Object key = elements[i];
            if (key instanceof Managed ? !BY_IDENTITY.get(key.getClass()) : !simple(key)) {
                return false;
            }
        }
        return true;
    }

    private static boolean comparable(Comparator<?> comparator, Object[] elements, int step) {
        if (comparator != null && comparator.getClass().getClassLoader() != null) {
            return false;
        }
        for (int i = 0; i < elements.length; i += step) {
            if (!simple(elements[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean simple(Object key) {
        return key == null
                || key instanceof String
                || key instanceof Enum
                || ValueKinds.of(key).scalar();
    }
}

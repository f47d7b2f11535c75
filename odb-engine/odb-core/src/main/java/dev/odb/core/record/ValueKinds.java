package dev.odb.core.record;

import dev.odb.ByValue;
import dev.odb.Persistent;
import dev.odb.WeakRef;
import dev.odb.core.record.tracked.TrackedArrayDeque;
import dev.odb.core.record.tracked.TrackedArrayList;
import dev.odb.core.record.tracked.TrackedHashMap;
import dev.odb.core.record.tracked.TrackedHashSet;
import dev.odb.core.record.tracked.TrackedLateList;
import dev.odb.core.record.tracked.TrackedLinkedList;
import dev.odb.core.record.tracked.TrackedTreeMap;
import dev.odb.core.record.tracked.TrackedTreeSet;
import dev.odb.spi.Managed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which kind of value a class is; kept with the class, so that no class loader is held. Kept as a number: most of these
 * classes are the JDK's, and would keep this library's loader alive by any object of its classes.
 */
final class ValueKinds {
    private static final Map<Class<?>, ValueKind> EXACT = exact();

    private static final ValueKind[] ALL = ValueKind.values();

    private static final ClassValue<Integer> KINDS = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return compute(type).ordinal();
        }
    };

    private ValueKinds() {}

    /** The kind of the value; for a tracked hash collection and for truth values it depends on the value. */
    static ValueKind of(Object value) {
        ValueKind kind = ALL[KINDS.get(value.getClass())];
        return switch (kind) {
            case TRUE -> (Boolean) value ? kind : ValueKind.FALSE;
            case LINKED_HASH_SET -> value instanceof TrackedHashSet<?> set && !set.linked() ? ValueKind.HASH_SET : kind;
            case LINKED_HASH_MAP ->
                value instanceof TrackedHashMap<?, ?> map && !map.linked() ? ValueKind.HASH_MAP : kind;
            default -> kind;
        };
    }

    private static ValueKind compute(Class<?> type) {
        ValueKind exact = EXACT.get(type);
        if (exact != null) {
            return exact;
        }
        if (Managed.class.isAssignableFrom(type)) {
            return ValueKind.REFERENCE;
        }
        if (JdkComparators.mayBe(type)) {
            return ValueKind.COMPARATOR;
        }
        if (Enum.class.isAssignableFrom(type)) {
            return ValueKind.ENUM;
        }
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? ValueKind.PRIMITIVE_ARRAY : ValueKind.OBJECT_ARRAY;
        }
        if (type.isAnnotationPresent(Persistent.class)) {
            return ValueKind.NOT_ENHANCED;
        }
        if (type.isRecord()) {
            return ValueKind.RECORD;
        }
        if (type.getDeclaredAnnotation(ByValue.class) != null) {
            return ValueKind.VALUE;
        }
        return type.getClassLoader() == null ? hidden(type) : ValueKind.UNSTORABLE;
    }

    /** Classes of the JDK that have no public name. */
    private static ValueKind hidden(Class<?> type) {
        if (EnumSet.class.isAssignableFrom(type)) {
            return ValueKind.ENUM_SET;
        }
        if (ZoneId.class.isAssignableFrom(type)) {
            return ValueKind.ZONE_REGION;
        }
        String name = type.getName();
        boolean immutable = name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$Singleton")
                || name.startsWith("java.util.Collections$CopiesList");
        return immutable && !name.contains("Sequenced") ? immutable(type) : ValueKind.UNSTORABLE;
    }

    private static ValueKind immutable(Class<?> type) {
        if (Map.class.isAssignableFrom(type)) {
            return SortedMap.class.isAssignableFrom(type) ? ValueKind.IMMUTABLE_TREE_MAP : ValueKind.IMMUTABLE_MAP;
        }
        if (Set.class.isAssignableFrom(type)) {
            return SortedSet.class.isAssignableFrom(type) ? ValueKind.IMMUTABLE_TREE_SET : ValueKind.IMMUTABLE_SET;
        }
        if (List.class.isAssignableFrom(type)) {
            return ValueKind.IMMUTABLE_LIST;
        }
        return Collection.class.isAssignableFrom(type) ? ValueKind.IMMUTABLE_COLLECTION : ValueKind.UNSTORABLE;
    }

    private static Map<Class<?>, ValueKind> exact() {
        Map<Class<?>, ValueKind> kinds = new HashMap<>();
        kinds.put(String.class, ValueKind.STRING);
        kinds.put(Boolean.class, ValueKind.TRUE);
        kinds.put(Byte.class, ValueKind.BYTE);
        kinds.put(Short.class, ValueKind.SHORT);
        kinds.put(Character.class, ValueKind.CHARACTER);
        kinds.put(Integer.class, ValueKind.INTEGER);
        kinds.put(Long.class, ValueKind.LONG);
        kinds.put(Float.class, ValueKind.FLOAT);
        kinds.put(Double.class, ValueKind.DOUBLE);
        kinds.put(BigInteger.class, ValueKind.BIG_INTEGER);
        kinds.put(BigDecimal.class, ValueKind.BIG_DECIMAL);
        kinds.put(UUID.class, ValueKind.UUID);
        kinds.put(URI.class, ValueKind.URI);
        kinds.put(Locale.class, ValueKind.LOCALE);
        kinds.put(Optional.class, ValueKind.OPTIONAL);
        kinds.put(WeakRef.class, ValueKind.WEAK_REFERENCE);
        times(kinds);
        collections(kinds);
        return kinds;
    }

    private static void times(Map<Class<?>, ValueKind> kinds) {
        kinds.put(LocalDate.class, ValueKind.LOCAL_DATE);
        kinds.put(LocalTime.class, ValueKind.LOCAL_TIME);
        kinds.put(LocalDateTime.class, ValueKind.LOCAL_DATE_TIME);
        kinds.put(Instant.class, ValueKind.INSTANT);
        kinds.put(Duration.class, ValueKind.DURATION);
        kinds.put(Period.class, ValueKind.PERIOD);
        kinds.put(ZonedDateTime.class, ValueKind.ZONED_DATE_TIME);
        kinds.put(OffsetDateTime.class, ValueKind.OFFSET_DATE_TIME);
        kinds.put(OffsetTime.class, ValueKind.OFFSET_TIME);
        kinds.put(ZoneOffset.class, ValueKind.ZONE_OFFSET);
        kinds.put(Year.class, ValueKind.YEAR);
        kinds.put(YearMonth.class, ValueKind.YEAR_MONTH);
        kinds.put(MonthDay.class, ValueKind.MONTH_DAY);
    }

    private static void collections(Map<Class<?>, ValueKind> kinds) {
        kinds.put(ArrayList.class, ValueKind.ARRAY_LIST);
        kinds.put(TrackedArrayList.class, ValueKind.ARRAY_LIST);
        kinds.put(TrackedLateList.class, ValueKind.ARRAY_LIST);
        kinds.put(Arrays.asList().getClass(), ValueKind.ARRAY_LIST);
        kinds.put(LinkedList.class, ValueKind.LINKED_LIST);
        kinds.put(TrackedLinkedList.class, ValueKind.LINKED_LIST);
        kinds.put(ArrayDeque.class, ValueKind.ARRAY_DEQUE);
        kinds.put(TrackedArrayDeque.class, ValueKind.ARRAY_DEQUE);
        kinds.put(HashSet.class, ValueKind.HASH_SET);
        kinds.put(LinkedHashSet.class, ValueKind.LINKED_HASH_SET);
        kinds.put(TrackedHashSet.class, ValueKind.LINKED_HASH_SET);
        kinds.put(TreeSet.class, ValueKind.TREE_SET);
        kinds.put(TrackedTreeSet.class, ValueKind.TREE_SET);
        kinds.put(HashMap.class, ValueKind.HASH_MAP);
        kinds.put(LinkedHashMap.class, ValueKind.LINKED_HASH_MAP);
        kinds.put(TrackedHashMap.class, ValueKind.LINKED_HASH_MAP);
        kinds.put(TreeMap.class, ValueKind.TREE_MAP);
        kinds.put(TrackedTreeMap.class, ValueKind.TREE_MAP);
        kinds.put(EnumMap.class, ValueKind.ENUM_MAP);
    }
}

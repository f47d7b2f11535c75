package dev.odb.core.record;

import dev.odb.ByValue;
import dev.odb.CorruptStorageException;
import dev.odb.SchemaMismatchException;
import dev.odb.WeakRef;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads records that no encoder wrote, in every way there is. The target of Jazzer, which finds it by the name of its
 * method, and of our own mutations.
 */
public final class RecordFuzzer {
    /** What reading a record of a few thousand bytes may allocate; most of it is its JSON, a builder that doubles. */
    static final long MOST = 4 << 20;

    private static final int WARM_UP = 1000;
    private static final RecordFuzzer JAZZERS = new RecordFuzzer();

    enum Kind {
        A,
        B
    }

    record Pair(Object left, Object right) {}

    @ByValue
    static class Both {
        Object left;
        long right;
    }

    final Space space = new Space();
    final byte[] valid = space.encode(full());
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int runs;

    /** The classes of the valid record. */
    private final Map<String, Class<?>> known = new HashMap<>();

    private boolean learning = true;

    /** Finds no others: the JDK's loaders keep a lock for each name ever asked for, which is not what is measured here. */
    private final RecordDecoder decoder = new RecordDecoder(space.catalog, space::object, this::find);

    RecordFuzzer() {
        if (refused(valid)) {
            throw new AssertionError("the valid record is refused");
        }
        learning = false;
    }

    /** Called by Jazzer; what it throws is what is looked for. */
    public static void fuzzerTestOneInput(byte[] record) {
        JAZZERS.allocatedBy(record);
    }

    /** How many bytes reading the record allocates; 0 at first, when classes are still loaded. */
    long allocatedBy(byte[] record) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        refused(record);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        if (runs++ < WARM_UP) {
            return 0;
        }
        if (allocated > MOST + 1000L * record.length) {
            throw new AssertionError(record.length + " bytes made " + allocated);
        }
        return allocated;
    }

    /** Whether a way to read it refuses it with the error that damaged records end in. */
    boolean refused(byte[] record) {
        boolean refused = false;
        try {
            decoder.decode(record, Space.managed(new Holder()).$odb_ghost());
        } catch (CorruptStorageException | SchemaMismatchException e) {
            refused = true;
        }
        try {
            RecordInfo.json(record, space.catalog);
            RecordInfo.references(record);
            RecordInfo.weakReferences(record);
        } catch (CorruptStorageException e) {
            refused = true;
        }
        return refused;
    }

    private Class<?> find(String name) {
        Class<?> type = known.get(name);
        if (type == null && learning) {
            try {
                type = Class.forName(name, false, RecordFuzzer.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
            known.put(name, type);
        }
        if (type == null) {
            throw new TypeNotPresentException(name, null);
        }
        return type;
    }

    private static Holder full() {
        Holder holder = new Holder();
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("list", new ArrayList<>(List.of(1, "zwei \u65e5", 3.0)));
        map.put("linked", new LinkedList<>(List.of(1)));
        map.put("deque", new ArrayDeque<>(List.of(1, 2)));
        map.put("set", new HashSet<>(List.of("a", Kind.A, List.of(1))));
        map.put("tree", new TreeSet<>(List.of(1, 2)));
        map.put("treeMap", new TreeMap<>(Map.of("x", new HashMap<>(Map.of("y", 1)))));
        map.put("sorted", new TreeMap<>(Collections.reverseOrder()));
        map.put("comparator", String.CASE_INSENSITIVE_ORDER);
        map.put("enums", EnumSet.of(Kind.B));
        map.put("enumMap", new EnumMap<>(Map.of(Kind.A, 1)));
        map.put("ints", new int[] {1, 2, 3});
        map.put("strings", new String[][] {{"a"}, {}});
        map.put("pair", new Pair(new Pair(1, map), Optional.of(new BigDecimal("1.5"))));
        map.put("time", ZonedDateTime.of(2026, 1, 1, 1, 1, 1, 1, ZoneId.of("Europe/Berlin")));
        map.put("immutable", List.of(Set.of(1), Map.of(1, 2)));
        map.put("holder", holder);
        map.put("weak", List.of(WeakRef.to(holder), WeakRef.to(new Holder())));
        Both both = new Both();
        both.left = new Both[] {both, new Both()};
        map.put("value", both);
        holder.value = map;
        holder.other = List.of(map, new Holder());
        return holder;
    }
}

package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import dev.odb.SchemaMismatchException;
import dev.odb.spi.Managed;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Records that no encoder wrote end in a typed error, with memory in proportion to their size. */
class HostileRecordTest {
    enum Kind {
        A,
        B
    }

    record Pair(Object left, Object right) {}

    /** Neither persistent nor an enum nor a record. */
    static final class Gadget {
        static boolean initialized;

        static {
            initialized = true;
            System.setProperty("odb.test.gadget", "initialized");
        }

        private Gadget() {}
    }

    private final Space space = new Space();

    /** The classes of the record that is mutated. */
    private final Map<String, Class<?>> known = new HashMap<>();

    private boolean learning;

    /** Finds no others: the JDK's loaders keep a lock for each name ever asked for, which is not what is measured here. */
    private final RecordDecoder decoder = new RecordDecoder(space.catalog, space::object, this::find);

    private Class<?> find(String name) {
        Class<?> type = known.get(name);
        if (type == null && learning) {
            try {
                type = Class.forName(name, false, HostileRecordTest.class.getClassLoader());
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

    @Test
    void mutatedRecords_endInTypedErrorsOrValues() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("HostileRecordTest seed " + seed + " (odb.test.seed)");
        Random random = new Random(seed);
        byte[] valid = space.encode(full());
        learning = true;
        assertThat(refused(valid)).isFalse();
        learning = false;
        int count = (int) (2_000_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int failed = 0;
        long most = 0;
        for (int i = 0; i < count; i++) {
            byte[] record = mutate(valid, random);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            failed += refused(record) ? 1 : 0;
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            most = i < 1000 ? 0 : Math.max(most, allocated);
        }
        System.err.println(failed + " of " + count + " refused, at most " + most + " bytes allocated");
        assertThat(failed).isBetween(count / 10, count - 1);
        assertThat(most).isLessThan(1 << 20);
    }

    private boolean refused(byte[] record) {
        boolean refused = false;
        try {
            decoder.decode(record, Space.managed(new Holder()).$odb_ghost());
        } catch (CorruptStorageException | SchemaMismatchException e) {
            refused = true;
        }
        try {
            RecordInfo.json(record, space.catalog);
            RecordInfo.references(record);
        } catch (CorruptStorageException e) {
            refused = true;
        }
        return refused;
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] record = valid.clone();
        if (random.nextInt(4) == 0) {
            record = Arrays.copyOf(record, random.nextInt(record.length + 20));
        }
        for (int i = random.nextInt(4); i >= 0 && record.length > 0; i--) {
            int at = random.nextInt(record.length);
            switch (random.nextInt(4)) {
                case 0 -> record[at] = (byte) random.nextInt();
                case 1 -> record[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> record[at] = (byte) random.nextInt(70);
                default -> {
                    int length = Math.min(random.nextInt(16), record.length - at);
                    System.arraycopy(record, random.nextInt(record.length - length + 1), record, at, length);
                }
            }
        }
        return record;
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
        map.put("enums", EnumSet.of(Kind.B));
        map.put("enumMap", new EnumMap<>(Map.of(Kind.A, 1)));
        map.put("ints", new int[] {1, 2, 3});
        map.put("strings", new String[][] {{"a"}, {}});
        map.put("pair", new Pair(new Pair(1, map), Optional.of(new BigDecimal("1.5"))));
        map.put("time", ZonedDateTime.of(2026, 1, 1, 1, 1, 1, 1, ZoneId.of("Europe/Berlin")));
        map.put("immutable", List.of(Set.of(1), Map.of(1, 2)));
        map.put("holder", holder);
        holder.value = map;
        holder.other = List.of(map, new Holder());
        return holder;
    }

    @Test
    void everyPrefix_isRefused() {
        byte[] valid = space.encode(full());
        for (int length = 0; length < valid.length; length++) {
            byte[] cut = Arrays.copyOf(valid, length);
            assertThat(refused(cut)).as("cut at " + length).isTrue();
        }
    }

    @Test
    void hugeLengths_allocateNothing() {
        for (ValueKind kind : ValueKind.values()) {
            if (kind.tag >= 0) {
                RecordOutput out = holderUpTo("value");
                out.putByte(kind.tag);
                for (int i = 0; i < 4; i++) {
                    out.putVarlong(Integer.MAX_VALUE - 8L);
                }
                refused(out.toByteArray());
            }
        }
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.ARRAY_LIST.tag);
        out.putVarlong(1L << 40);
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(Holder.class.getName())
                .hasMessageContaining("the count 1099511627776 does not fit");
    }

    @Test
    void depthBeyondTheLimit_isRefused() {
        RecordOutput out = holderUpTo("value");
        for (int i = 0; i < 1_000_000; i++) {
            out.putByte(ValueKind.OPTIONAL.tag);
        }
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("deep");
        assertThatThrownBy(() -> RecordInfo.json(out.toByteArray(), space.catalog))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("deep");
    }

    /** Hashing such a set would never end. */
    @Test
    void setThatContainsItselfByAList_isRefused() {
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.HASH_SET.tag);
        out.putVarlong(1);
        out.putByte(ValueKind.ARRAY_LIST.tag);
        out.putVarlong(1);
        out.putByte(ValueKind.BACK.tag);
        out.putVarlong(0);
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("contains itself");
    }

    /** Nested pairs that share: a short record whose key would take 2 to the 60 steps to hash. */
    @Test
    void keyThatIsEndlessWorkToHash_isRefused() {
        RecordOutput out = holderUpTo("value");
        out.putByte(ValueKind.HASH_SET.tag);
        out.putVarlong(60);
        for (int i = 0; i < 60; i++) {
            out.putByte(ValueKind.ARRAY_LIST.tag);
            out.putVarlong(i == 0 ? 0 : 2);
            for (int j = 0; j < 2 && i > 0; j++) {
                out.putByte(ValueKind.BACK.tag);
                out.putVarlong(i);
            }
        }
        assertThatThrownBy(() -> decode(out))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("far too large");
    }

    @Test
    void classOfAnotherKind_isNeitherInitializedNorMade() {
        for (ValueKind kind : List.of(ValueKind.ENUM, ValueKind.RECORD, ValueKind.OBJECT_ARRAY, ValueKind.ENUM_SET)) {
            RecordOutput out = holderUpTo("value");
            out.putByte(kind.tag);
            out.putVarlong(0);
            out.putString("dev.odb.core.record.HostileRecordTest$Gadget");
            out.putVarlong(0);
            out.putString("x");
            out.putByte(0);
            assertThatThrownBy(() -> decode(out))
                    .isInstanceOf(SchemaMismatchException.class)
                    .hasMessageContaining("Gadget")
                    .hasMessageContaining(Holder.class.getName());
        }
        assertThat(System.getProperty("odb.test.gadget")).isNull();
    }

    @Test
    void unknownThings_areNamed() {
        RecordOutput flags = new RecordOutput();
        flags.putByte(2);
        assertThatThrownBy(() -> decode(flags))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("flags");
        RecordOutput id = new RecordOutput();
        id.putByte(0);
        id.putVarlong(77);
        assertThatThrownBy(() -> decode(id))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("77");
        RecordOutput tag = holderUpTo("value");
        tag.putByte(99);
        assertThatThrownBy(() -> decode(tag))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("tag 99");
        byte[] other = space.encode(new Keyed("x"));
        assertThatThrownBy(() ->
                        space.decoder.decode(other, Space.managed(new Holder()).$odb_ghost()))
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(Keyed.class.getName())
                .hasMessageContaining(Holder.class.getName());
    }

    /** A field of a collection type that holds a string: the class's cast fails, and the object is left empty. */
    @Test
    void valueOfAnotherType_namesTheFieldAndLeavesTheObjectEmpty() {
        Keyed keyed = new Keyed("x");
        StoredClass type = space.catalog.define(Keyed.class);
        RecordOutput out = new RecordOutput();
        out.putByte(0);
        out.putVarlong(type.id());
        out.putVarlong(0);
        out.putByte(ValueKind.INTEGER.tag);
        out.putZigzag(1);
        Managed ghost = Space.managed(keyed).$odb_ghost();
        assertThatThrownBy(() -> space.decoder.decode(out.toByteArray(), ghost))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("'name'")
                .hasMessageContaining(Keyed.class.getName());
    }

    private boolean decode(RecordOutput record) throws OdbException {
        return space.decoder.decode(
                record.toByteArray(), Space.managed(new Holder()).$odb_ghost());
    }

    /** A record of {@link Holder} without references and with zeros in the fields before one. */
    private RecordOutput holderUpTo(String field) {
        StoredClass type = space.catalog.define(Holder.class);
        RecordOutput out = new RecordOutput();
        out.putByte(0);
        out.putVarlong(type.id());
        out.putVarlong(0);
        for (StoredClass.StoredField each : type.fields()) {
            if (each.name().equals(field)) {
                break;
            }
            int width = each.descriptor().equals("F") ? 4 : each.descriptor().equals("D") ? 8 : 1;
            for (int i = 0; i < width; i++) {
                out.putByte(0);
            }
        }
        return out;
    }
}

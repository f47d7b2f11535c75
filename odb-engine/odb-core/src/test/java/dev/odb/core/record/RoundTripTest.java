package dev.odb.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.odb.core.record.tracked.Tracked;
import dev.odb.spi.ObjectState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
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
import java.util.Collections;
import java.util.Comparator;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green!";
            }
        }
    }

    record Point(int x, long y, Color color, List<String> names) {}

    enum ByLength implements Comparator<String> {
        ORDER;

        @Override
        public int compare(String left, String right) {
            return Integer.compare(left.length(), right.length());
        }
    }

    private final Space space = new Space();

    static Stream<Object> scalars() {
        return Stream.of(
                "",
                "plain",
                "Grüße \u00ff",
                "\u65e5\u672c \ud83d\ude00",
                "lone \ud83d surrogate",
                true,
                false,
                (byte) -1,
                (short) -30000,
                'x',
                '\uffff',
                0,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                -0.0f,
                Float.NaN,
                Double.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.50"),
                new BigDecimal("1E+1000"),
                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                URI.create("https://example.org/a?b#c"),
                Locale.CANADA_FRENCH,
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MAX,
                Instant.MIN,
                Instant.MAX,
                Duration.ofSeconds(-1, 5),
                Period.of(1, -2, 3),
                ZonedDateTime.of(LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                ZonedDateTime.of(LocalDateTime.of(2026, 1, 2, 3, 4), ZoneOffset.UTC),
                OffsetDateTime.MIN,
                OffsetTime.MAX,
                ZoneId.of("Asia/Tokyo"),
                ZoneOffset.ofHours(-5),
                Year.of(-44),
                YearMonth.of(2026, 2),
                MonthDay.of(2, 29),
                Optional.empty(),
                Optional.of("x"),
                DayOfWeek.FRIDAY,
                Color.GREEN,
                new Point(1, -2, Color.RED, List.of("a")));
    }

    static Stream<Object> collections() {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            map.put("key" + i * 7919 % 41, i);
        }
        map.put(null, null);
        Map<Color, String> colors = new EnumMap<>(Color.class);
        colors.put(Color.GREEN, "g");
        TreeMap<String, Integer> reverse = new TreeMap<>(Collections.reverseOrder());
        reverse.putAll(Map.of("a", 1, "b", 2));
        TreeSet<String> ignoringCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.addAll(List.of("b", "A", "c"));
        TreeSet<String> byLength = new TreeSet<>(ByLength.ORDER);
        byLength.addAll(List.of("ccc", "a", "bb"));
        TreeSet<String> reversedCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER.reversed());
        reversedCase.addAll(List.of("b", "A", "c"));
        return Stream.of(
                new ArrayList<>(Arrays.asList("a", null, 1)),
                new LinkedList<>(Arrays.asList("a", null, 1)),
                new HashSet<>(map.keySet()),
                new LinkedHashSet<>(map.keySet()),
                new HashSet<>(Set.of(Color.RED, Color.GREEN, DayOfWeek.FRIDAY)),
                new HashSet<>(Set.of(List.of(1, 2), List.of(3))),
                new TreeSet<>(List.of(3, 1, 2)),
                ignoringCase,
                byLength,
                reversedCase,
                EnumSet.of(Color.GREEN),
                EnumSet.noneOf(Color.class),
                new HashMap<>(map),
                map,
                new TreeMap<>(Map.of("a", 1, "b", 2)),
                reverse,
                colors,
                new EnumMap<>(Color.class),
                List.of(),
                List.of(1, 2, 3),
                Stream.of("a", null).toList(),
                Set.of("a", "b", "c", "d", "e"),
                Map.of("a", 1, "b", 2, "c", 3),
                Collections.unmodifiableList(new ArrayList<>(List.of("x"))),
                Collections.unmodifiableMap(new TreeMap<>(Map.of("x", 1))),
                Collections.unmodifiableSortedSet(new TreeSet<>(Set.of("y", "x"))),
                Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of("y", 1, "x", 2))),
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.singleton("s"),
                Collections.nCopies(3, "n"),
                new ArrayList<>(List.of(new HashMap<>(Map.of("k", new ArrayList<>(List.of(1)))))));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalar_comesBackEqualAndGivesTheSameBytes(Object value) {
        Holder decoded = roundTrip(value);
        assertThat(decoded.value).isEqualTo(value).hasSameClassAs(value);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void collection_comesBackEqualOfItsKindAndGivesTheSameBytes(Object value) {
        Holder decoded = roundTrip(value);
        assertThat(decoded.value).isEqualTo(value);
        assertThat(ValueKinds.of(decoded.value)).isEqualTo(ValueKinds.of(value));
        if (value instanceof LinkedHashMap<?, ?> map) {
            assertThat(((Map<?, ?>) decoded.value).keySet().toArray())
                    .containsExactly(map.keySet().toArray());
        }
        if (value instanceof SortedSet<?> set) {
            assertThat(((SortedSet<?>) decoded.value).comparator()).isEqualTo(set.comparator());
        }
    }

    private Holder roundTrip(Object value) {
        Holder holder = new Holder();
        holder.value = value;
        byte[] record = space.encode(holder);
        Holder decoded = space.decode(record, holder);
        assertThat(space.encode(decoded)).isEqualTo(record);
        assertThat(RecordInfo.json(record, space.catalog)).startsWith("{\"$class\":\"" + Holder.class.getName());
        return decoded;
    }

    /** Jackson reads what is written, so it is JSON. */
    @Test
    void maps_areWrittenAsObjectsOrAsPairs() throws Exception {
        Map<Object, Object> inner = new TreeMap<>(Map.of(1, "one", 2, "two\n\u2028\"\ud83d\ude00"));
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", inner);
        map.put("b", List.of());
        Holder holder = new Holder();
        holder.value = map;
        assertThat(json(holder))
                .hasToString(
                        """
                {"a":[{"key":1,"value":"one"},{"key":2,"value":"two\\n\u2028\\"\ud83d\ude00"}],"b":[]}""");
        map.put(List.of("c"), new HashMap<>());
        assertThat(json(holder).get(0))
                .hasToString(
                        """
                {"key":"a","value":[{"key":1,"value":"one"},{"key":2,"value":"two\\n\u2028\\"\ud83d\ude00"}]}""");
        assertThat(json(holder).get(2)).hasToString("""
                {"key":["c"],"value":{}}""");
    }

    private JsonNode json(Holder holder) throws Exception {
        return new ObjectMapper()
                .readTree(RecordInfo.json(space.encode(holder), space.catalog))
                .get("value");
    }

    @Test
    void primitives_comeBack() {
        Holder holder = new Holder();
        holder.flag = true;
        holder.tiny = -128;
        holder.small = Short.MIN_VALUE;
        holder.letter = '\uffff';
        holder.number = Integer.MIN_VALUE;
        holder.big = Long.MIN_VALUE;
        holder.real = Float.MIN_VALUE;
        holder.precise = -0.0;
        assertThat(space.decode(space.encode(holder), holder))
                .usingRecursiveComparison()
                .isEqualTo(holder);
    }

    @Test
    void arrays_comeBackOfTheirType() {
        Object[] arrays = {
            new boolean[] {true, false},
            new byte[] {1, -1},
            new short[] {Short.MIN_VALUE, 7},
            new char[] {'a', '\uffff'},
            new int[] {Integer.MAX_VALUE, -1},
            new long[] {Long.MIN_VALUE, 3},
            new float[] {1.5f, Float.NaN},
            new double[] {Double.MAX_VALUE},
            new int[][] {{1}, {}, null, {2, 3}},
            new String[][][] {{{"x"}, null}},
            new Color[] {Color.RED, null},
            new Point[] {new Point(1, 2, null, null)},
            new Comparable<?>[] {1, "a"},
            new List<?>[] {new ArrayList<>(List.of(1))},
            new Object[0]
        };
        for (Object array : arrays) {
            Holder decoded = roundTrip(array);
            assertThat(decoded.value).hasSameClassAs(array);
            assertThat(Arrays.deepEquals(new Object[] {decoded.value}, new Object[] {array}))
                    .as(array.getClass().getTypeName())
                    .isTrue();
        }
    }

    @Test
    void arrayDequeAndAsList_comeBackAsModifiableKinds() {
        Holder deque = roundTrip(new ArrayDeque<>(List.of(1, 2)));
        assertThat(deque.value).isInstanceOf(ArrayDeque.class).isInstanceOf(Tracked.class);
        assertThat(List.copyOf((Collection<?>) deque.value)).isEqualTo(List.of(1, 2));
        Holder list = roundTrip(Arrays.asList(1, 2));
        assertThat(list.value).isInstanceOf(ArrayList.class).isEqualTo(List.of(1, 2));
    }

    @Test
    void referencesAreSharedInTheBlock_andIdentityKeysKeepTheirSet() {
        Holder holder = new Holder();
        Holder target = new Holder();
        holder.value = new HashSet<>(Set.of(target, new Holder()));
        holder.other = List.of(target, target);
        byte[] record = space.encode(holder);
        assertThat(RecordInfo.references(record))
                .hasSize(2)
                .contains(Space.managed(target).$odb_oid());
        assertThat(space.catalog.get(RecordInfo.classId(record)).name()).isEqualTo(Holder.class.getName());
        Holder decoded = space.decode(record, holder);
        assertThat(decoded.value).isEqualTo(holder.value);
        assertThat(((List<?>) decoded.other).get(1)).isSameAs(target);
        assertThat(space.encode(decoded)).isEqualTo(record);
    }

    @Test
    void sharingAndCycles_areKept() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Holder holder = new Holder();
        holder.value = list;
        holder.other = new Object[] {list, Map.of("same", list)};
        Holder decoded = roundTripped(holder);
        assertThat(((List<?>) decoded.value).get(0)).isSameAs(decoded.value);
        Object[] array = (Object[]) decoded.other;
        assertThat(array[0]).isSameAs(decoded.value);
        assertThat(((Map<?, ?>) array[1]).get("same")).isSameAs(decoded.value);
    }

    /** Without sharing a record of n nested pairs would take 2 to the n values. */
    @Test
    void sharedImmutableValues_areWrittenOnce() {
        Object value = List.of("leaf");
        for (int i = 0; i < 100; i++) {
            value = List.of(value, value);
        }
        Holder holder = new Holder();
        holder.value = value;
        byte[] record = space.encode(holder);
        assertThat(record).hasSizeLessThan(1000);
        List<?> pair = (List<?>) space.decode(record, holder).value;
        assertThat(pair.get(0)).isSameAs(pair.get(1));
    }

    @Test
    void keysEqualByState_loadNothingUntilTouched() {
        Keyed key = space.ghost(new Keyed("a"));
        Holder holder = new Holder();
        Map<Keyed, Integer> map = new HashMap<>();
        map.put(key, 1);
        holder.value = map;
        holder.other = new TreeSet<>(Set.of(key));
        byte[] record = space.encode(holder);
        space.decode(space.records.get(Space.managed(key).$odb_oid()), key);
        Space.managed(key).$odb_clear();
        Space.managed(key).$odb_state(ObjectState.GHOST);
        space.loaded.clear();
        Holder decoded = space.decode(record, holder);
        assertThat(space.encode(decoded)).isEqualTo(record);
        assertThat(space.loaded).isEmpty();
        assertThat(((Map<?, ?>) decoded.value).get(new Keyed("a"))).isEqualTo(1);
        assertThat(space.loaded).containsExactly(Space.managed(key));
        assertThat(((TreeSet<?>) decoded.other)).hasSize(1);
        assertThat(space.encode(decoded)).isEqualTo(record);
    }

    @Test
    void onlyWhatCannotBeTracked_isReported() {
        Holder holder = new Holder();
        holder.value = new ArrayList<>(List.of(new HashMap<>(), List.of(), "x"));
        assertThat(space.untracked(space.encode(holder), holder)).isFalse();
        assertThat(space.encoder.untracked()).isTrue();
        Holder decoded = space.decode(space.encode(holder), holder);
        space.encode(decoded);
        assertThat(space.encoder.untracked()).isFalse();
        for (Object value : List.of(new int[0], new String[0], EnumSet.of(Color.RED), new EnumMap<>(Color.class))) {
            holder.value = List.of(value);
            assertThat(space.untracked(space.encode(holder), holder)).isTrue();
        }
    }

    private Holder roundTripped(Holder holder) {
        byte[] record = space.encode(holder);
        Holder decoded = space.decode(record, holder);
        assertThat(space.encode(decoded)).isEqualTo(record);
        return decoded;
    }
}

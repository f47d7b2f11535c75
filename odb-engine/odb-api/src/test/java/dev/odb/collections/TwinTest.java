package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.BTreeMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A BTreeMap does what a TreeMap does. Repeat a run with {@code -Dodb.test.seed=...}. */
class TwinTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final int ROUNDS = (int) (400 * SCALE);
    private static final int STEPS = 500;

    private Random random;
    private NavigableMap<Integer, Integer> tree;
    private NavigableMap<Integer, Integer> twin;

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 400})
    @DisplayName("randomOperations_doTheSameAsInATreeMap")
    void randomOperations_doTheSameAsInATreeMap(int keys) {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        for (int round = 0; round < ROUNDS; round++, seed++) {
            random = new Random(seed);
            Comparator<Integer> order = random.nextBoolean() ? null : Comparator.reverseOrder();
            BTreeMap<Integer, Integer> map = random.nextInt(4) == 0 ? new BTreeMap<>(order) : new SmallMap<>(order);
            NavigableMap<Integer, Integer> plain = new TreeMap<>(order);
            List<String> log = new ArrayList<>();
            try {
                run(map, plain, keys, log);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", keys " + keys + ", steps " + log, e);
            }
        }
    }

    private void run(BTreeMap<Integer, Integer> map, NavigableMap<Integer, Integer> plain, int keys, List<String> log) {
        for (int step = 0; step < STEPS; step++) {
            boolean growing = step / 100 % 2 == 0;
            tree = map;
            twin = plain;
            for (int views = random.nextInt(4); views > 0; views--) {
                view(keys);
            }
            step(keys, growing, log);
            map.check();
            assertThat(map.size()).isEqualTo(plain.size());
            if (step % 20 == 0) {
                compareAll();
                tree = map;
                twin = plain;
                compareAll();
            }
        }
    }

    /** Narrows both to the same part. */
    private void view(int keys) {
        int one = random.nextInt(keys);
        int other = random.nextInt(keys);
        boolean oneInclusive = random.nextBoolean();
        boolean otherInclusive = random.nextBoolean();
        int kind = random.nextInt(4);
        NavigableMap<Integer, Integer> whole = twin;
        NavigableMap<Integer, Integer> wholeTree = tree;
        Throwable expected = thrown(() -> twin = narrow(whole, kind, one, oneInclusive, other, otherInclusive));
        Throwable actual = thrown(() -> tree = narrow(wholeTree, kind, one, oneInclusive, other, otherInclusive));
        assertThat(type(actual)).isEqualTo(type(expected));
    }

    private static NavigableMap<Integer, Integer> narrow(
            NavigableMap<Integer, Integer> map, int kind, int one, boolean i, int other, boolean j) {
        return switch (kind) {
            case 0 -> map.headMap(one, i);
            case 1 -> map.tailMap(one, i);
            case 2 -> map.descendingMap();
            default -> map.subMap(one, i, other, j);
        };
    }

    private void step(int keys, boolean growing, List<String> log) {
        int key = random.nextInt(keys);
        int value = random.nextInt(1000);
        int kind = random.nextInt(20);
        log.add(kind + ":" + key + "=" + value);
        long choice = random.nextLong();
        Object[] expected = new Object[1];
        Object[] actual = new Object[1];
        Throwable expectedThrown = thrown(() -> expected[0] = apply(twin, kind, key, value, growing, choice));
        Throwable actualThrown = thrown(() -> actual[0] = apply(tree, kind, key, value, growing, choice));
        assertThat(type(actualThrown)).as("%s", actualThrown).isEqualTo(type(expectedThrown));
        assertThat(actual[0]).isEqualTo(expected[0]);
    }

    private static Object apply(
            NavigableMap<Integer, Integer> map, int kind, int key, int value, boolean growing, long choice) {
        return switch (kind) {
            case 0 -> map.pollFirstEntry();
            case 1 -> map.pollLastEntry();
            case 2 -> map.firstEntry();
            case 3 -> map.lastKey();
            case 4 -> List.of(Objects.toString(map.floorEntry(key)), Objects.toString(map.lowerKey(key)));
            case 5 -> List.of(Objects.toString(map.ceilingKey(key)), Objects.toString(map.higherEntry(key)));
            case 6 -> removeSome(map, new Random(choice), growing ? 10 : 3);
            case 7 -> map.navigableKeySet().remove(key);
            case 8 -> map.putIfAbsent(key, value);
            case 9 -> map.get(key);
            case 10 -> map.merge(key, value, Integer::sum);
            case 11 -> setSome(map, new Random(choice));
            case 12 -> choice % 40 == 0 ? clear(map) : map.size();
            default -> growing == (kind < 18) ? map.put(key, value) : map.remove(key);
        };
    }

    private static Object clear(Map<Integer, Integer> map) {
        map.clear();
        return map.isEmpty();
    }

    private static List<Integer> removeSome(NavigableMap<Integer, Integer> map, Random random, int oneIn) {
        List<Integer> removed = new ArrayList<>();
        for (Iterator<Integer> i = map.descendingKeySet().iterator(); i.hasNext(); ) {
            Integer key = i.next();
            if (random.nextInt(oneIn) == 0) {
                if (random.nextBoolean()) {
                    i.hasNext();
                }
                i.remove();
                removed.add(key);
            }
        }
        return removed;
    }

    private static int setSome(NavigableMap<Integer, Integer> map, Random random) {
        int set = 0;
        for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
            if (random.nextInt(4) == 0) {
                set += entry.setValue(random.nextInt(1000));
            }
        }
        return set;
    }

    private void compareAll() {
        assertThat(new ArrayList<>(tree.entrySet())).isEqualTo(new ArrayList<>(twin.entrySet()));
        assertThat(new ArrayList<>(tree.descendingMap().keySet())).isEqualTo(new ArrayList<>(twin.descendingKeySet()));
        assertThat(tree.equals(twin)).isTrue();
        assertThat(twin.equals(tree)).isTrue();
        assertThat(tree.hashCode()).isEqualTo(twin.hashCode());
        assertThat(tree.toString()).isEqualTo(twin.toString());
        assertThat(tree.isEmpty()).isEqualTo(twin.isEmpty());
        assertThat(tree.size()).isEqualTo(twin.size());
    }

    private static Throwable thrown(Runnable action) {
        try {
            action.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static Class<?> type(Throwable thrown) {
        return thrown == null ? null : thrown.getClass();
    }
}

package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two transactions make of one tree, on {@link RecordModel}. Repeat with {@code -Dodb.test.seed=...}. */
class ConcurrentChangesTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));

    private int merged;
    private int lost;

    private record Change(int kind, int key, int value) {
        void apply(Map<Integer, Integer> map) {
            if (kind < 5) {
                map.put(key, value);
            } else if (kind < 10) {
                map.remove(key);
            } else {
                map.clear();
            }
        }
    }

    /**
     * If the second commit succeeds, the tree is whole and has what each has changed; both changed one key only if they
     * set it to the same value. A tree that was cleared is as the one that cleared it has left it.
     */
    @ParameterizedTest
    @ValueSource(ints = {6, 20, 80})
    void twoTransactions_areBothInTheTree_orOneLoses(int keys) {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        for (int round = 0; round < 1000 * SCALE; round++, seed++) {
            try {
                run(new Random(seed), keys);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", keys " + keys, e);
            }
        }
        assertThat(merged).as("merged").isPositive();
        assertThat(lost).as("lost").isPositive();
    }

    private void run(Random random, int keys) {
        RecordModel model = new RecordModel();
        TreeMap<Integer, Integer> twin = new TreeMap<>();
        for (int round = 0; round < 60; round++) {
            List<Change> first = changes(random, keys, round);
            List<Change> second = changes(random, keys, round);
            RecordModel.Session one = model.new Session();
            RecordModel.Session two = model.new Session();
            apply(first, one);
            apply(second, two);
            one.commit();
            boolean both = commits(two);
            BTreeMap<Integer, Integer> now = model.new Session().map;
            now.check();
            TreeMap<Integer, Integer> whole = new TreeMap<>(now);
            if (both && !(cleared(second) && whole.equals(two.map))) {
                assertThat(whole)
                        .as("%s and %s on %s", first, second, twin)
                        .isEqualTo(together(twin, one.map, two.map));
            } else if (!both) {
                assertThat(whole).isEqualTo(one.map);
            }
            twin = whole;
        }
    }

    private static boolean cleared(List<Change> changes) {
        return changes.stream().anyMatch(change -> change.kind == 10);
    }

    private static Map<Integer, Integer> together(
            Map<Integer, Integer> base, Map<Integer, Integer> one, Map<Integer, Integer> two) {
        TreeMap<Integer, Integer> result = new TreeMap<>(one);
        TreeSet<Integer> keys = new TreeSet<>(base.keySet());
        keys.addAll(two.keySet());
        for (Integer key : keys) {
            Integer value = two.get(key);
            if (!Objects.equals(base.get(key), value)) {
                boolean unchanged = Objects.equals(base.get(key), one.get(key));
                boolean same = base.containsKey(key) && value != null && value.equals(one.get(key));
                assertThat(unchanged || same)
                        .as("both may have changed %s", key)
                        .isTrue();
                result.put(key, value);
            }
        }
        result.values().removeIf(Objects::isNull);
        return result;
    }

    private boolean commits(RecordModel.Session session) {
        try {
            session.commit();
            merged++;
            return true;
        } catch (BucketConflictException e) {
            lost++;
            return false;
        }
    }

    private static List<Change> changes(Random random, int keys, int round) {
        int shift = round / 15 % 2 == 0 ? 0 : 3;
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int kind = random.nextInt(100) == 0 ? 10 : Math.min(9, random.nextInt(8) + shift);
            changes.add(new Change(kind, random.nextInt(keys), random.nextInt(3)));
        }
        return changes;
    }

    private static void apply(List<Change> changes, RecordModel.Session session) {
        for (Change change : changes) {
            session.pass(change.key);
            change.apply(session.map);
            session.map.check();
        }
    }

    /** CONFORMANCE 68: the count beside the tree merges with them. */
    @Test
    void insertsIntoDifferentBuckets_mergeWithTheirCount() {
        RecordModel model = filled(1, 3, 5, 7);
        RecordModel.Session one = model.new Session();
        RecordModel.Session two = model.new Session();
        one.map.remove(7);
        one.map.put(8, 8);
        two.map.put(1, 10);
        two.map.remove(3);
        two.map.put(2, 2);
        one.commit();
        two.commit();
        BTreeMap<Integer, Integer> now = model.new Session().map;
        now.check();
        assertThat(now).hasSize(4).containsEntry(1, 10).containsKeys(2, 5, 8);
    }

    /** CONFORMANCE 70. */
    @Test
    void splitAndInsert_ofOneBucket_conflict() {
        RecordModel model = filled(1, 3, 5, 7);
        RecordModel.Session one = model.new Session();
        RecordModel.Session two = model.new Session();
        one.map.put(2, 2);
        two.map.put(1, 10);
        one.commit();
        assertThatThrownBy(two::commit)
                .isInstanceOfSatisfying(BucketConflictException.class, e -> assertThat(e.reason())
                        .isZero());
    }

    private static RecordModel filled(int... keys) {
        RecordModel model = new RecordModel();
        RecordModel.Session session = model.new Session();
        IntStream.of(keys).forEach(key -> session.map.put(key, key));
        session.commit();
        return model;
    }
}

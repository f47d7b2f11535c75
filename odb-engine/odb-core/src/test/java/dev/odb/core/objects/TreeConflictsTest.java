package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import dev.odb.BTreeSet;
import dev.odb.ConflictException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.ReadConflictException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two transactions on one tree in the engine: what merges and what conflicts. {@code MergeTableTest} of odb-api has the
 * rules of a single leaf.
 */
class TreeConflictsTest {
    private ObjectDatabase database;
    private OdbConnection first;
    private OdbConnection second;

    @BeforeEach
    void open() {
        database = ObjectDatabase.open("odb:memory:tree-conflicts");
        first = database.connect();
        second = database.connect();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        database.close();
    }

    private static SmallPages<Integer, String> tree(OdbConnection connection) {
        @SuppressWarnings("unchecked")
        SmallPages<Integer, String> tree = connection.root("tree", SmallPages.class, SmallPages::new);
        return tree;
    }

    /** Keys 10, 20 and so on, each with its text; up to 4 are one page. */
    private void fill(int size) {
        database.transact(c -> {
            tree(c).loadSorted(IntStream.rangeClosed(1, size)
                    .mapToObj(i -> Map.entry(10 * i, "v" + 10 * i))
                    .iterator());
            return null;
        });
    }

    /** Changes like "+15 -20 =30": insert, remove, give a new value. */
    private static void apply(OdbConnection connection, String changes) {
        SmallPages<Integer, String> tree = tree(connection);
        for (String change : changes.isEmpty() ? new String[0] : changes.split(" ")) {
            Integer key = Integer.valueOf(change.substring(1).split(":")[0]);
            switch (change.charAt(0)) {
                case '-' -> tree.remove(key);
                default -> tree.put(key, change);
            }
        }
    }

    /** CONFORMANCE 68, 69 and 70; a map of 3 entries is one page, that of 30 has three levels. */
    @ParameterizedTest(name = "{0} entries: {1} and {2}")
    @CsvSource({
        "0, +1, +2, merge",
        "0, +1, +1, conflict",
        "3, +15, +25, merge",
        "3, +15, -20, merge",
        "3, =10:a, =20:b, merge",
        "3, =10:a, =10:a, merge",
        "3, =10:a, =10:b, conflict",
        "3, +15, +15, conflict",
        "3, -20, -20, conflict",
        "3, -20, =20:b, conflict",
        "3, -10, =20:b, conflict",
        "3, -10 -20 -30, =20:b, conflict",
        "3, -10 -20, -30, conflict",
        "3, +15 +16, +25, conflict",
        "30, +15, +25, merge",
        "30, +15, +295, merge",
        "30, =10:a, =20:b, merge",
        "30, =10:a, =10:b, conflict",
        "30, -20, +295, merge",
        "30, -20, -290, merge",
        "30, +11 +12, +13, conflict",
        "30, +11 +12, +295, merge",
        "30, +11 +12, +45, conflict",
        "30, -10 -20 -30, +15, conflict"
    })
    void changesOfTwoTransactions(int size, String one, String other, String outcome) {
        fill(size);
        apply(first, one);
        apply(second, other);
        first.commit();
        if (outcome.equals("merge")) {
            second.commit();
        } else {
            assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
            second.rollback();
        }
        Map<Integer, String> expected = new TreeMap<>();
        IntStream.rangeClosed(1, size).forEach(i -> expected.put(10 * i, "v" + 10 * i));
        expect(expected, one);
        if (outcome.equals("merge")) {
            expect(expected, other);
        }
        for (OdbConnection connection : Arrays.asList(first, second)) {
            tree(connection).check();
            assertThat(tree(connection)).isEqualTo(expected).hasSize(expected.size());
        }
    }

    private static void expect(Map<Integer, String> expected, String changes) {
        for (String change : changes.split(" ")) {
            Integer key = Integer.valueOf(change.substring(1).split(":")[0]);
            if (change.charAt(0) == '-') {
                expected.remove(key);
            } else {
                expected.put(key, change);
            }
        }
    }

    /** CONFORMANCE 71: whoever changes an entry has relied on the pages above, whoever reads it has not. */
    @Test
    void splitByAnother_isAReadConflictForWritersBesideIt_notForReaders() {
        fill(30);
        apply(second, "+45");
        assertThat(tree(second).get(10)).isEqualTo("v10");
        apply(first, "+11 +12");
        first.commit();
        assertThatThrownBy(second::commit).isInstanceOf(ReadConflictException.class);
        second.rollback();
        assertThat(tree(second).get(290)).isEqualTo("v290");
        second.root("other", Thing.class, () -> new Thing("x")).text("changed");
        apply(first, "+13 +14");
        first.commit();
        second.commit();
    }

    /** CONFORMANCE 64: they cannot be compared without being loaded, and nothing is loaded by a merge. */
    @Test
    void unsavedPersistentKeys_conflict() {
        database.transact(c -> c.root("set", BTreeSet.class, () -> new BTreeSet<Creatures.Dog>()));
        set(first).add(new Creatures.Dog("a", "a"));
        set(second).add(new Creatures.Dog("b", "bb"));
        first.commit();
        assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
        second.rollback();
        assertThat(set(second)).extracting(Creatures.Dog::name).containsExactly("a");
    }

    @SuppressWarnings("unchecked")
    private static BTreeSet<Creatures.Dog> set(OdbConnection connection) {
        return connection.root("set", BTreeSet.class);
    }

    /** The number of entries is kept in a counter, which merges, so it is no page that all insertions share. */
    @Test
    void insertsIntoDifferentLeaves_neverConflict_andAreCounted() {
        database.transact(c -> {
            BTreeMap<Integer, Integer> map = new BTreeMap<>();
            map.loadSorted(IntStream.range(0, 2_000)
                    .mapToObj(i -> Map.entry(100 * i, i))
                    .iterator());
            return c.roots().put("map", map);
        });
        try (OdbConnection third = database.connect()) {
            for (int round = 0; round < 5; round++) {
                int at = round;
                Consumer<OdbConnection> low = c -> map(c).put(10_000 * at + 1, at);
                Consumer<OdbConnection> middle = c -> map(c).put(60_000 + 10_000 * at + 2, at);
                Consumer<OdbConnection> high = c -> map(c).remove(150_000 + 10_000 * at);
                low.accept(first);
                middle.accept(second);
                high.accept(third);
                first.commit();
                second.commit();
                third.commit();
            }
            map(third).check();
            assertThat(map(third)).hasSize(2_005);
            assertThat(map(first)).hasSize(2_005);
        }
    }

    @SuppressWarnings("unchecked")
    private static BTreeMap<Integer, Integer> map(OdbConnection connection) {
        return (BTreeMap<Integer, Integer>) connection.roots().get("map");
    }

    @Test
    void loadedTree_isStoredAndIsATree() {
        fill(1_000);
        SmallPages<Integer, String> tree = tree(first);
        tree.check();
        assertThat(tree).hasSize(1_000);
        Set<Integer> keys =
                IntStream.rangeClosed(1, 1_000).mapToObj(i -> 10 * i).collect(Collectors.toSet());
        assertThat(tree.keySet()).isEqualTo(keys);
        tree.keySet().removeIf(key -> key % 30 != 0);
        first.commit();
        assertThat(tree(second)).hasSize(333);
        tree(second).check();
        tree(second).clear();
        second.commit();
        assertThat(tree(first)).isEmpty();
        tree(first).loadSorted(Map.of(1, "again").entrySet().iterator());
        first.commit();
        assertThat(tree(second)).containsOnly(Map.entry(1, "again"));
    }
}

package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.BTreeMap;
import dev.odb.BTreeSet;
import dev.odb.UnsortedInputException;
import java.util.AbstractMap.SimpleEntry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkLoadTest {
    @Test
    void everySize_makesASoundTreeThatGoesOnWorking() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int size = 0; size < 90; size++) {
            TreeMap<Integer, Integer> twin = new TreeMap<>();
            IntStream.range(0, size).forEach(i -> twin.put(2 * i, i));
            SmallMap<Integer, Integer> map = new SmallMap<>();
            map.loadSorted(twin.entrySet().iterator());
            map.check();
            assertThat(map).as("seed %s", seed).isEqualTo(twin).hasSize(size);
            for (int i = 0; i < 40; i++) {
                int key = random.nextInt(2 * size + 2);
                assertThat(map.put(key, i)).isEqualTo(twin.put(key, i));
                key = random.nextInt(2 * size + 2);
                assertThat(map.remove(key)).isEqualTo(twin.remove(key));
                map.check();
            }
            assertThat(map).as("seed %s", seed).isEqualTo(twin);
        }
    }

    @Test
    void leaves_areFilledToNineTenths() {
        BTreeMap<Integer, Integer> map = new BTreeMap<>();
        map.loadSorted(IntStream.range(0, 54_000).mapToObj(i -> Map.entry(i, i)).iterator());
        map.check();
        Tree<Integer, Integer> tree = map;
        assertThat(tree.first().width()).isEqualTo(54);
        assertThat(tree.width()).isEqualTo(5);
        assertThat(tree.child(0).width()).isEqualTo(225);
        assertThat(map).hasSize(54_000).containsEntry(53_999, 53_999);
    }

    @Test
    void comparatorAndNullValues_areKept() {
        SmallMap<String, String> map = new SmallMap<>(Comparator.reverseOrder());
        map.loadSorted(
                List.of(new SimpleEntry<>("c", "3"), new SimpleEntry<String, String>("b", null), Map.entry("a", "1"))
                        .iterator());
        map.check();
        assertThat(map.keySet()).containsExactly("c", "b", "a");
        assertThat(map.get("b")).isNull();
        assertThatThrownBy(() ->
                        new BTreeMap<String, String>().loadSorted(map.entrySet().iterator()))
                .isInstanceOf(UnsortedInputException.class);
    }

    @Test
    void unsortedInput_isRefusedWithBothKeys_andChangesNothing() {
        BTreeSet<Integer> set = new SmallSet<>();
        assertThatThrownBy(() -> set.loadSorted(List.of(1, 2, 3, 4, 9, 8).iterator()))
                .isInstanceOf(UnsortedInputException.class)
                .hasMessageContaining("ODB-1190")
                .hasMessageContaining("'8' at index 5")
                .hasMessageContaining("'9'");
        assertThatThrownBy(() -> set.loadSorted(List.of(1, 1).iterator())).isInstanceOf(UnsortedInputException.class);
        assertThatThrownBy(() -> set.loadSorted(Arrays.asList(1, null).iterator()))
                .isInstanceOf(NullPointerException.class);
        set.check();
        assertThat(set).isEmpty();
        set.loadSorted(List.of(1, 2, 3).iterator());
        set.check();
        assertThat(set).containsExactly(1, 2, 3);
    }

    @Test
    void treeWithEntries_isRefused() {
        BTreeMap<Integer, Integer> map = new BTreeMap<>(Map.of(1, 1));
        assertThatThrownBy(() -> map.loadSorted(List.of(Map.entry(2, 2)).iterator()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ODB-1191");
        assertThat(map).hasSize(1);
    }
}

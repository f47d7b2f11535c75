package dev.odb.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.BTreeMap;
import dev.odb.ObjectDatabase;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A persistent map keeps its comparator in a field; those of the JDK are stored there as in its own collections. */
class ComparatorFieldTest {
    @Test
    void comparatorsOfTheJdk_areStoredInFields() {
        try (ObjectDatabase database = ObjectDatabase.open("odb:memory:comparators")) {
            database.transact(c -> {
                put(c.roots(), "reverse", Comparator.<String>reverseOrder());
                put(c.roots(), "ignoring", String.CASE_INSENSITIVE_ORDER);
                put(c.roots(), "both", String.CASE_INSENSITIVE_ORDER.reversed());
                put(c.roots(), "natural", Comparator.<String>naturalOrder());
                return null;
            });
            database.transact(c -> {
                assertThat(keys(c.roots().get("reverse"))).containsExactly("c", "b", "B", "A");
                assertThat(keys(c.roots().get("ignoring"))).containsExactly("A", "b", "c");
                assertThat(keys(c.roots().get("both"))).containsExactly("c", "b", "A");
                assertThat(keys(c.roots().get("natural"))).containsExactly("A", "B", "b", "c");
                return null;
            });
        }
    }

    private static void put(Map<String, Object> roots, String name, Comparator<String> comparator) {
        BTreeMap<String, Integer> map = new BTreeMap<>(comparator);
        List.of("b", "A", "c", "B").forEach(key -> map.put(key, 1));
        roots.put(name, map);
    }

    private static List<String> keys(Object map) {
        return List.copyOf(((BTreeMap<?, ?>) map).keySet()).stream()
                .map(String.class::cast)
                .toList();
    }
}

package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A tree whose pages become ghosts at any moment does what a TreeMap does, and each page it changes is marked changed.
 * Needs the enhanced classes. Repeat with {@code -Dodb.test.seed=...}.
 */
class GhostTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));

    @Test
    void pagesThatBecomeGhosts_changeNothing() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        for (int round = 0; round < 200 * SCALE; round++, seed++) {
            try {
                run(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void run(Random random) {
        GhostingOwner owner = new GhostingOwner(random);
        SmallMap<String, String> map = new SmallMap<>();
        TreeMap<String, String> twin = new TreeMap<>();
        for (int step = 0; step < 300; step++) {
            String key = "k" + random.nextInt(60);
            String value = "v" + step;
            switch (random.nextInt(step / 100 % 2 == 0 ? 4 : 8)) {
                case 0 -> assertThat(map.get(key)).isEqualTo(twin.get(key));
                case 1, 2 -> assertThat(map.put(key, value)).isEqualTo(twin.put(key, value));
                case 3 -> assertThat(iterate(map, owner, step % 7)).isEqualTo(iterate(twin, owner, step % 7));
                case 4 -> assertThat(map.pollLastEntry()).isEqualTo(twin.pollLastEntry());
                default -> assertThat(map.remove(key)).isEqualTo(twin.remove(key));
            }
            owner.requireChangesMarked();
            if (random.nextInt(3) == 0) {
                owner.commit((Managed) (Object) map);
            }
            owner.evictSome();
            assertThat(map).hasSameSizeAs(twin);
        }
        map.check();
        assertThat(map).isEqualTo(twin);
        assertThat(owner.loads).isPositive();
    }

    /** Removes some while pages vanish below the iterator. */
    private static List<String> iterate(NavigableMap<String, String> map, GhostingOwner owner, int every) {
        List<String> seen = new ArrayList<>();
        for (Iterator<String> keys = map.descendingKeySet().iterator(); keys.hasNext(); ) {
            seen.add(keys.next());
            owner.evictSome();
            if (every > 0 && seen.size() % (2 + every) == 0) {
                keys.remove();
            }
        }
        map.forEach((key, value) -> {
            owner.evictSome();
            seen.add(key + value);
        });
        return seen;
    }
}

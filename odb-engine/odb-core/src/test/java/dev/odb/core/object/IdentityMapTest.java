package dev.odb.core.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.model.Person;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables of objects in memory, and their lengths, against maps of the JDK, by random operations. */
class IdentityMapTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final IdentityMap map = new IdentityMap();
    private final Map<Long, Managed> expected = new HashMap<>();
    private final Map<Long, Integer> lengths = new HashMap<>();

    /** CONFORMANCE 87: the estimate is the sum, whatever was loaded, changed in size and dropped. */
    @Test
    void randomOperations_leaveWhatTheyLeaveInPlainMaps() {
        System.err.println("IdentityMapTest -Dodb.test.seed=" + SEED);
        for (int i = 0; i < 60_000; i++) {
            // grows for a while, then shrinks
            long oid = i / 10_000 % 2 == 0 ? random.nextInt(5_000) : random.nextInt(500) * 64L;
            step(oid);
            if (i % 5_000 == 0) {
                compare();
                map.loaded().trim();
                compare();
            }
        }
        compare();
    }

    private void step(long oid) {
        Managed known = expected.get(oid);
        assertThat(map.get(oid)).isSameAs(known);
        if (known == null) {
            Managed made = (Managed) (Object) new Person("", 0);
            made.$odb_oid(oid);
            made.$odb_state(random.nextBoolean() ? ObjectState.GHOST : ObjectState.UNSAVED);
            map.put(made);
            expected.put(oid, made);
            if (made.$odb_state() != ObjectState.GHOST) {
                lengths.put(oid, 0);
            }
        } else if (random.nextInt(3) == 0) {
            map.remove(known);
            expected.remove(oid);
            lengths.remove(oid);
        } else if (known.$odb_state() == ObjectState.GHOST) {
            int length = random.nextInt(1_000);
            known.$odb_state(ObjectState.UP_TO_DATE);
            map.loaded(known, length, null);
            lengths.put(oid, length);
        } else {
            known.$odb_state(ObjectState.GHOST);
            map.ghost(known, null);
            lengths.remove(oid);
        }
    }

    private void compare() {
        LoadedObjects loaded = map.loaded();
        assertThat(loaded.size()).isEqualTo(lengths.size());
        assertThat(loaded.bytes())
                .isEqualTo(lengths.values().stream().mapToLong(length -> length).sum());
        Set<Managed> all = new HashSet<>();
        loaded.forEach(all::add);
        assertThat(all).hasSize(lengths.size());
        lengths.forEach(
                (oid, length) -> assertThat(loaded.length(expected.get(oid))).isEqualTo(length));
        expected.forEach((oid, object) -> assertThat(map.get(oid)).isSameAs(object));
        Set<Managed> underTheHand = new HashSet<>();
        for (int i = 0; i < loaded.size(); i++) {
            underTheHand.add(loaded.atHand());
            loaded.moveHand();
        }
        assertThat(underTheHand).isEqualTo(all);
    }
}

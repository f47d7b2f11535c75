package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.BTreeMap;
import dev.odb.PersistentMap;
import dev.odb.PersistentSet;
import dev.odb.core.objects.Creatures.Dog;
import dev.odb.core.objects.Creatures.Tag;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code equals}, {@code hashCode} and {@code toString} of objects that are not loaded, also as keys. */
class GhostEqualityTest extends Reopened {
    private static byte state(Object object) {
        return ((Managed) object).$odb_state();
    }

    @Test
    void ghosts_areEqualByTheirState() {
        Box loaded = reopened(box(new ArrayList<>(List.of(new Tag("a"), new Tag("a"), new Tag("b")))));
        List<?> tags = (List<?>) loaded.value;
        assertThat(tags).allMatch(tag -> state(tag) == ObjectState.GHOST);
        assertThat(tags.get(0)).isNotSameAs(tags.get(1));
        assertThat(tags.get(0).equals(tags.get(1))).isTrue();
        assertThat(tags.get(0).equals(tags.get(2))).isFalse();
        assertThat(new Tag("b").equals(tags.get(2))).isTrue();
        assertThat(tags.indexOf(new Tag("b"))).isEqualTo(2);
    }

    @Test
    void hashCodeAndToString_loadTheGhost() {
        assertThat(reopened(new Tag("a")).hashCode()).isEqualTo("a".hashCode());
        assertThat(reopened(new Tag("b")).toString()).isEqualTo("#b");
        Tag tag = reopened(new Tag("c"));
        assertThat(String.join("", List.of("x" + tag))).isEqualTo("x#c");
    }

    @Test
    void keysOfAHashMapField_areFoundByTheirState_andLoadedWhenTheMapIsTouched() {
        Map<Tag, Integer> numbers = new HashMap<>();
        numbers.put(new Tag("a"), 1);
        numbers.put(new Tag("b"), 2);
        Box loaded = reopened(box(numbers));
        Map<?, ?> map = (Map<?, ?>) loaded.value;
        assertThat(state(loaded)).as("loaded without its keys").isEqualTo(ObjectState.UP_TO_DATE);
        assertThat(map.get(new Tag("b"))).isEqualTo(2);
        assertThat(map.containsKey(new Tag("c"))).isFalse();
    }

    @Test
    void elementsOfAHashSetField_areFoundByTheirState() {
        Box loaded = reopened(box(new HashSet<>(List.of(new Tag("a"), new Tag("b")))));
        assertThat(((Set<?>) loaded.value).contains(new Tag("a"))).isTrue();
        assertThat((Set<?>) loaded.value).hasSize(2);
    }

    @Test
    void keysByIdentity_areFoundWithoutBeingLoaded() {
        Dog dog = new Dog("a", "b");
        Box box = box(new HashMap<>(Map.of(dog, "mine")));
        box.list.add(dog);
        Box loaded = reopened(box);
        Object key = loaded.list.get(0);
        assertThat(((Map<?, ?>) loaded.value).get(key)).isEqualTo("mine");
        assertThat(state(key)).isEqualTo(ObjectState.GHOST);
    }

    @Test
    void keysOfPersistentCollections_areFoundByTheirState() {
        PersistentMap<Tag, Integer> map = new PersistentMap<>();
        map.put(new Tag("a"), 1);
        map.put(new Tag("b"), 2);
        PersistentSet<Tag> set = new PersistentSet<>(List.of(new Tag("c")));
        Box box = box(map);
        box.list.add(set);
        Box loaded = reopened(box);
        Map<?, ?> loadedMap = (Map<?, ?>) loaded.value;
        assertThat(loadedMap.get(new Tag("b"))).isEqualTo(2);
        assertThat(loadedMap.remove(new Tag("a"))).isEqualTo(1);
        assertThat(((Set<?>) loaded.list.get(0)).contains(new Tag("c"))).isTrue();
        connection().commit();
        assertThat(loadedMap).hasSize(1);
    }

    @Test
    void persistentCollectionsAsKeys_areFoundByTheirElements() {
        Map<Object, String> map = new HashMap<>();
        map.put(new PersistentSet<>(List.of("x", "y")), "set");
        map.put(new PersistentMap<>(Map.of("k", "v")), "map");
        Box loaded = reopened(box(map));
        assertThat(((Map<?, ?>) loaded.value).get(Set.of("y", "x"))).isEqualTo("set");
        assertThat(((Map<?, ?>) loaded.value).get(Map.of("k", "v"))).isEqualTo("map");
    }

    @Test
    void comparablePersistentKeysOfATree_areFoundByTheirOrder() {
        BTreeMap<Dog, String> byWeight = new BTreeMap<>();
        for (int i = 1; i < 200; i++) {
            byWeight.put(new Dog("dog" + i, "x".repeat(i)), "w" + i);
        }
        BTreeMap<Dog, String> loaded = reopened(byWeight);
        assertThat(loaded.get(new Dog("other", "x".repeat(77)))).isEqualTo("w77");
        assertThat(loaded.firstKey().name()).isEqualTo("dog1");
        loaded.check();
        assertThat(loaded).hasSize(199);
    }

    private static Box box(Object value) {
        Box box = new Box();
        box.value = value;
        return box;
    }
}

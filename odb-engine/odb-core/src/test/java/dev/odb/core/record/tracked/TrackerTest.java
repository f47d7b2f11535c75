package dev.odb.core.record.tracked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.DetachedObjectException;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrackerTest {
    private final Owned owned = Owned.upToDate();
    private final Tracker tracker = new Tracker(owned.managed());

    @Test
    void noOps_markNothing() {
        TrackedHashMap<String, Integer> map = new TrackedHashMap<>(tracker, false, 0);
        map.restore("a", 1);
        map.remove("b");
        map.computeIfAbsent("a", key -> 2);
        map.computeIfPresent("b", (key, value) -> 2);
        map.keySet().remove("b");
        TrackedHashSet<String> set = new TrackedHashSet<>(tracker, false, 0);
        set.restore("a");
        set.add("a");
        set.remove("b");
        set.iterator().next();
        TrackedArrayList<String> list = new TrackedArrayList<>(tracker, 0);
        list.clear();
        list.remove("x");
        new TrackedArrayDeque<String>(tracker, 0).poll();
        assertThat(owned.log.changes).isZero();
        set.add("b");
        assertThat(owned.log.changes).isEqualTo(1);
        list.add("x");
        assertThat(owned.log.changes)
                .as("told once until it is unchanged again")
                .isEqualTo(1);
    }

    @Test
    void refusedChange_leavesTheCollectionAsItWas() {
        TrackedArrayList<String> list = new TrackedArrayList<>(tracker, 0);
        list.restore("a");
        tracker.detach();
        assertThatThrownBy(() -> list.add("b"))
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining(Owned.class.getName())
                .hasMessageContaining("oid 7")
                .hasMessageContaining("again");
        assertThat(list).containsExactly("a");
        assertThat(owned.log.changes).isZero();
    }

    /** The object was reloaded: the old collection is no longer its state, so a write through it would be lost. */
    @Test
    void collectionOfAGhost_isRefused() {
        TrackedTreeSet<String> set = new TrackedTreeSet<>(tracker, null);
        owned.managed().$odb_state(ObjectState.GHOST);
        assertThatThrownBy(() -> set.add("b")).isInstanceOf(DetachedObjectException.class);
        assertThat(set).isEmpty();
    }

    @Test
    void standIns_areUnwrapped() {
        Owned target = Owned.upToDate();
        Owned standIn = new Owned();
        standIn.managed().$odb_state(ObjectState.STAND_IN);
        standIn.managed().$odb_owner(new Owner() {
            @Override
            public Managed read(Managed object) {
                return target.managed();
            }

            @Override
            public Managed write(Managed object) {
                return target.managed();
            }

            @Override
            public Managed target(Managed object) {
                return target.managed();
            }

            @Override
            public void readCurrent(Managed object) {}
        });
        TrackedArrayList<Object> list = new TrackedArrayList<>(tracker, 0);
        list.add(standIn);
        list.addAll(List.of("x", standIn));
        list.listIterator().add(standIn);
        list.replaceAll(value -> standIn);
        assertThat(list).hasSize(4).allMatch(value -> value == target);
        TrackedHashMap<Object, Object> map = new TrackedHashMap<>(tracker, false, 0);
        map.put(standIn, standIn);
        map.merge("k", standIn, (left, right) -> standIn);
        map.entrySet().iterator().next().setValue(standIn);
        assertThat(map.keySet()).first().isSameAs(target);
        assertThat(map.values()).hasSize(2).allMatch(value -> value == target);
        TrackedArrayDeque<Object> deque = new TrackedArrayDeque<>(tracker, 0);
        deque.push(standIn);
        assertThat(deque.peek()).isSameAs(target);
    }

    @Test
    void cloneAndSerializedForm_arePlain() throws Exception {
        Map<Object, Class<?>> kinds = new LinkedHashMap<>();
        kinds.put(new TrackedArrayList<>(tracker, 0).clone(), ArrayList.class);
        kinds.put(new TrackedHashSet<>(tracker, true, 0).clone(), LinkedHashSet.class);
        assertThat(new TrackedHashSet<>(tracker, false, 0).clone()).isExactlyInstanceOf(HashSet.class);
        assertThat(new TrackedHashMap<>(tracker, false, 0).clone()).isExactlyInstanceOf(HashMap.class);
        assertThat(new TrackedHashMap<>(tracker, true, 0).clone()).isExactlyInstanceOf(LinkedHashMap.class);
        assertThat(new TrackedTreeMap<>(tracker, null).clone()).isExactlyInstanceOf(TreeMap.class);
        assertThat(new TrackedTreeSet<>(tracker, null).clone()).isExactlyInstanceOf(TreeSet.class);
        assertThat(new TrackedLinkedList<>(tracker).clone()).isExactlyInstanceOf(LinkedList.class);
        assertThat(new TrackedArrayDeque<>(tracker, 0).clone()).isExactlyInstanceOf(ArrayDeque.class);
        kinds.forEach((copy, kind) -> assertThat(copy).isExactlyInstanceOf(kind));
        TrackedArrayList<String> list = new TrackedArrayList<>(tracker, 0);
        list.restore("a");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(list);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isExactlyInstanceOf(ArrayList.class).isEqualTo(List.of("a"));
        }
    }
}

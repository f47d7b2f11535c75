package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.odb.BTreeMap;
import dev.odb.BTreeSet;
import dev.odb.OdbException;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import dev.odb.spi.Owner;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeTest {
    @Test
    void nullKey_isRefused_evenWithAComparatorThatTakesIt() {
        BTreeMap<String, String> map = new BTreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
        assertThatThrownBy(() -> map.put(null, ""))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("ODB-1101");
        assertThatThrownBy(() -> map.headMap(null)).isInstanceOf(NullPointerException.class);
        assertThat(map).isEmpty();
    }

    /** ZODB refuses the default comparison too: it would change with each load. */
    @Test
    void keyWithoutAnOrder_isRefused_whenItIsTheFirst() {
        BTreeMap<Object, String> map = new BTreeMap<>();
        assertThatThrownBy(() -> map.put(new Object(), ""))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("ODB-1102")
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> new BTreeSet<>().add(new Object())).isInstanceOf(ClassCastException.class);
        assertThat(map).isEmpty();
    }

    @Test
    void keysInOrder_fillTheirLeaves() {
        BTreeMap<Integer, Integer> map = new BTreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            map.put(i, i);
        }
        map.check();
        int leaves = 0;
        for (Page<Integer, Integer> leaf = tree(map).first();
                leaf != null;
                leaf = ((Bucket<Integer, Integer>) leaf).next()) {
            leaves++;
        }
        assertThat(leaves).isEqualTo(100);
    }

    @Test
    void smallMap_isOnePage_andAgainWhenEmptied() {
        BTreeMap<Integer, Integer> map = new BTreeMap<>();
        for (int i = 0; i < 60; i++) {
            map.put(i, i);
        }
        assertThat(tree(map).inner()).isFalse();
        map.put(60, 60);
        assertThat(tree(map).inner()).isTrue();
        map.keySet().removeAll(new ArrayList<>(map.keySet()));
        map.check();
        assertThat(tree(map).inner()).isFalse();
    }

    @Test
    void queueUse_keepsTheTreeSmall() {
        SmallMap<Integer, Integer> map = new SmallMap<>();
        for (int i = 0; i < 5_000; i++) {
            map.put(i, i);
            if (i >= 10) {
                assertThat(map.pollFirstEntry().getKey()).isEqualTo(i - 10);
            }
        }
        map.check();
        assertThat(map).hasSize(10);
        assertThat(depth(tree(map))).isLessThanOrEqualTo(4);
    }

    @Test
    void iteration_goesOn_whileTheTreeChanges() {
        SmallMap<Integer, Integer> map = filled(20);
        List<Integer> seen = new ArrayList<>();
        for (Integer key : map.keySet()) {
            seen.add(key);
            map.remove(key + 1);
            if (key == 10) {
                map.put(100, 100);
            }
        }
        assertThat(seen).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 100);
        map.check();
    }

    @Test
    void iteration_ends_whenTheTreeIsClearedAndRefilled() {
        SmallMap<Integer, Integer> map = filled(20);
        Iterator<Integer> keys = map.keySet().iterator();
        assertThat(List.of(keys.next(), keys.next(), keys.next())).containsExactly(0, 1, 2);
        map.clear();
        map.put(1, 1);
        map.put(7, 7);
        assertThat(keys.next()).isEqualTo(7);
        assertThat(keys.hasNext()).isFalse();
    }

    @Test
    void iteratorEntry_setsTheValue_onlyWhileItsKeyIsThere() {
        SmallMap<Integer, Integer> map = filled(5);
        Map.Entry<Integer, Integer> entry = map.entrySet().iterator().next();
        entry.setValue(10);
        assertThat(map).containsEntry(0, 10);
        map.remove(0);
        entry.setValue(11);
        assertThat(map).doesNotContainKey(0);
    }

    @Test
    void leafThatAMergeMadeTooLarge_isSplitByTheNextInsertions() {
        SmallMap<Integer, Integer> map = new SmallMap<>();
        tree(map).fill(List.of(0, 2, 4, 6, 8, 10), List.of(0, 2, 4, 6, 8, 10));
        map.check();
        for (int i = 1; i < 10; i += 2) {
            map.put(i, i);
            map.check();
        }
        assertThat(map).hasSize(11);
    }

    @Test
    void check_namesTheDamage() {
        SmallMap<Integer, Integer> map = filled(20);
        Page<Integer, Integer> leaf = tree(map).leaf(7);
        leaf.insert(0, 99, 99);
        assertThatThrownBy(map::check)
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-1105")
                .hasMessageContaining("'99'");
        leaf.delete(0);
        map.check();
        leaf.delete(0);
        assertThatThrownBy(map::check).hasMessageContaining("counts 20 entries and has 19");
    }

    /** CONFORMANCE 71. */
    @Test
    void changes_makeInnerPagesReadCurrent_readsDoNot() {
        SmallMap<Integer, Integer> map = filled(40);
        assumeTrue((Object) map instanceof Managed, "needs the enhancer: plain objects have no owner to tell");
        List<Object> told = new ArrayList<>();
        Owner owner = (Owner) Proxy.newProxyInstance(
                Owner.class.getClassLoader(), new Class<?>[] {Owner.class}, (self, method, args) -> {
                    if (method.getName().equals("readCurrent")) {
                        told.add(args[0]);
                    }
                    return method.getReturnType() == void.class ? null : args[0];
                });
        List<Object> pages = path(tree(map), 7);
        pages.forEach(page -> own((Managed) page, owner));
        map.get(7);
        map.floorKey(7);
        map.keySet().forEach(key -> assertThat(key).isNotNegative());
        assertThat(told).isEmpty();
        map.put(7, 70);
        assertThat(told).hasSizeGreaterThan(1).containsExactlyElementsOf(pages);
        told.clear();
        map.remove(7);
        assertThat(told).hasSizeGreaterThan(1).containsExactlyElementsOf(pages);
    }

    private static void own(Managed page, Owner owner) {
        page.$odb_owner(owner);
        page.$odb_state(ObjectState.CHANGED);
    }

    private static List<Object> path(Tree<Integer, Integer> tree, Integer key) {
        List<Object> pages = new ArrayList<>();
        for (Page<Integer, Integer> page = tree; page.inner(); page = page.child(page.branch(key))) {
            pages.add(page);
        }
        return pages;
    }

    private static int depth(Page<Integer, Integer> page) {
        return page.inner() ? 1 + depth(page.child(0)) : 0;
    }

    private static <K, V> Tree<K, V> tree(BTreeMap<K, V> map) {
        return map;
    }

    private static SmallMap<Integer, Integer> filled(int size) {
        SmallMap<Integer, Integer> map = new SmallMap<>();
        for (int i = 0; i < size; i++) {
            map.put(i, i);
        }
        return map;
    }
}

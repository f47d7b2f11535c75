package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The merge rules of ZODB's buckets, CONFORMANCE part 1e. A state is written as pairs: a1 is key "a" with value "1". */
class BucketMergeTest {
    private final Bucket<String, Object> next = bucket(null, "z1");

    @Test
    void disjointInserts_merge() {
        assertMerged("b1 d1", "a1 b1 d1", "b1 c1 d1", "a1 b1 c1 d1");
        assertMerged("b1 d1", "b1 d1 e1", "b1 c1 d1 f1", "b1 c1 d1 e1 f1");
        assertMerged("b1", "a1 b1 x1", "b1 y1", "a1 b1 x1 y1");
    }

    @Test
    void insertsBesideEachOther_mergeInOrder() {
        assertMerged("m1", "c1 m1", "a1 m1", "a1 c1 m1");
        assertMerged("m1", "m1 r1", "m1 p1", "m1 p1 r1");
    }

    @Test
    void insertsIntoAnEmptyLeaf_merge() {
        assertMerged("", "b1", "a1", "a1 b1");
    }

    @Test
    void disjointDeletes_merge() {
        assertMerged("a1 b1 c1 d1", "a1 c1 d1", "a1 b1 d1", "a1 d1");
        assertMerged("a1 b1 c1 d1", "a1 b1 c1", "a1 c1 d1", "a1 c1");
    }

    @Test
    void disjointChanges_merge() {
        assertMerged("a1 b1 c1", "a2 b1 c1", "a1 b1 c3", "a2 b1 c3");
    }

    @Test
    void insertChangeAndDelete_merge() {
        assertMerged("a1 b1 c1", "a1 b2 c1 d1", "a1 b1", "a1 b2 d1");
    }

    @Test
    void sameKeySetToTheSameValue_merges() {
        assertMerged("a1 b1", "a2 b1", "a2 b1", "a2 b1");
    }

    @Test
    void noChangeOnOneSide_givesTheOther() {
        assertMerged("a1 b1", "a1 b1", "a1 b2 c1", "a1 b2 c1");
        assertMerged("a1 b1", "a1 b2 c1", "a1 b1", "a1 b2 c1");
    }

    @Test
    void arraysAndLists_areComparedByValue() {
        Map<String, Object> old = Map.of("a", new int[] {1}, "b", List.of(1));
        Bucket<String, Object> mine = bucket(next, "a", new int[] {1}, "b", List.of(2));
        mine.resolve(
                bucket(next, "a", old.get("a"), "b", old.get("b")),
                bucket(next, "a", new int[] {7}, "b", List.of(1)),
                mine);
        assertThat((int[]) mine.value(0)).containsExactly(7);
        assertThat(mine.value(1)).isEqualTo(List.of(2));
    }

    @Test
    void nullValues_areValues() {
        Bucket<String, Object> mine = bucket(next, "a", null, "b", 2);
        mine.resolve(bucket(next, "a", null, "b", null), bucket(next, "a", 1, "b", null), mine);
        assertThat(mine.items()).containsExactly(1, 2);
    }

    @Test
    void persistentValues_areComparedByIdentity() {
        Reference same = new Reference();
        Reference other = new Reference();
        Bucket<String, Object> mine = bucket(next, "a", same, "b", other);
        mine.resolve(bucket(next, "a", same, "b", same), bucket(next, "a", other, "b", same), mine);
        assertThat(mine.value(0)).isSameAs(other);
        assertThat(mine.value(1)).isSameAs(other);
        assertConflict(1, bucket(next, "a", same), bucket(next, "a", other), bucket(next, "a", new Reference()));
    }

    /** CONFORMANCE 64. */
    @Test
    void persistentKeys_conflict() {
        Bucket<Reference, Object> old = new Bucket<>(null, List.of(), List.of(), null);
        Bucket<Reference, Object> one = new Bucket<>(null, List.of(new Reference()), List.of(1), null);
        Bucket<Reference, Object> two = new Bucket<>(null, List.of(new Reference()), List.of(1), null);
        assertReason(BucketMerge.INCOMPARABLE, () -> two.resolve(old, one, two));
    }

    @Test
    void comparator_ordersTheMerge() {
        Bucket<String, Object> old = reversed("b");
        Bucket<String, Object> mine = reversed("c", "b");
        mine.resolve(old, reversed("b", "a"), mine);
        assertThat(mine.keys()).containsExactly("c", "b", "a");
    }

    /** CONFORMANCE 70. */
    @Test
    void splitInOne_conflicts0() {
        Bucket<String, Object> right = bucket(next, "d1");
        assertConflict(0, state("a1 b1"), bucket(right, "a", "1"), state("a1 b1 c1"));
        assertConflict(0, state("a1 b1"), state("a1 b1 c1"), bucket(right, "a", "1"));
    }

    @Test
    void sameKeyChangedDifferently_conflicts1() {
        assertConflict(1, "a1 b1", "a1 b2", "a1 b3");
    }

    @Test
    void changeAndDelete_conflicts2And3() {
        assertConflict(2, "a1 b1 c1", "a1 b2 c1", "a1 c1");
        assertConflict(3, "a1 b1 c1", "a1 c1", "a1 b2 c1");
    }

    /** CONFORMANCE 68, the second half. */
    @Test
    void sameKeyInserted_conflicts4Or6() {
        assertConflict(4, "a1 z1", "a1 b1 z1", "a1 b1 z1");
        assertConflict(6, "a1", "a1 b1", "a1 b1");
    }

    @Test
    void sameKeyDeleted_conflicts5Or7Or8Or9() {
        assertConflict(5, "a1 b1 c1", "a1 c1", "a1 c1");
        assertConflict(7, "a1 b1 c1 d1", "a1 d1", "a1");
        assertConflict(8, "a1 b1 c1 d1", "a1", "a1 d1");
        assertConflict(9, "a1 b1", "a1", "a1");
    }

    @Test
    void changeAndDeleteOfTheRest_conflicts7And8() {
        assertConflict(7, "a1 b1", "a1 b2", "a1");
        assertConflict(8, "a1 b1", "a1", "a1 b2");
    }

    @Test
    void mergedBucketEmpty_conflicts() {
        // each deletes what the other keeps; deleting the first key (13) is met before the empty result (10) can be
        assertConflict(13, "a1 b1", "b1", "a1");
    }

    /** CONFORMANCE 69. */
    @Test
    void oneEmptied_conflicts12() {
        assertConflict(12, "a1 b1", "", "a1 b1 c1");
        assertConflict(12, "a1 b1", "a1 b1 c1", "");
    }

    @Test
    void firstKeyDeleted_conflicts13() {
        assertConflict(13, "a1 b1 c1", "b1 c1", "a1 b1 c2");
        assertConflict(13, "a1 b1 c1", "a1 b1 c2", "b1 c1");
    }

    @Test
    void inlineMaps_mergeLikeBuckets() {
        SmallMap<String, Object> mine = map("a", "c");
        assertThat(mine.resolve(map("a"), map("a", "b"), mine)).isSameAs(mine);
        assertThat(mine.keySet()).containsExactly("a", "b", "c");
        assertReason(4, () -> mine.resolve(map("x"), map("b", "x"), map("b", "x")));
    }

    /** CONFORMANCE 70. */
    @Test
    void innerPages_conflict11() {
        SmallMap<String, Object> grown = map("a", "b", "c");
        assertThat(((Tree<String, Object>) grown).inner()).isTrue();
        assertReason(11, () -> grown.resolve(map("a", "b"), map("a"), grown));
        assertReason(11, () -> grown.resolve(map("a", "b"), grown, map("a")));
        assertReason(11, () -> map().resolve(grown, map("a"), map()));
    }

    private void assertMerged(String old, String committed, String mine, String merged) {
        Bucket<String, Object> result = state(mine);
        assertThat(result.resolve(state(old), state(committed), result)).isSameAs(result);
        assertThat(pairs(result)).isEqualTo(merged);
        Bucket<String, Object> mirrored = state(committed);
        mirrored.resolve(state(old), state(mine), mirrored);
        assertThat(pairs(mirrored)).isEqualTo(merged);
    }

    private void assertConflict(int reason, String old, String committed, String mine) {
        assertConflict(reason, state(old), state(committed), state(mine));
    }

    private static void assertConflict(
            int reason, Bucket<String, Object> old, Bucket<String, Object> committed, Bucket<String, Object> mine) {
        List<String> before = new ArrayList<>(mine.keys());
        assertReason(reason, () -> mine.resolve(old, committed, mine));
        assertThat(mine.keys()).isEqualTo(before);
    }

    private static void assertReason(int reason, ThrowingCallable merge) {
        assertThatThrownBy(merge).isInstanceOfSatisfying(BucketConflictException.class, e -> assertThat(e.reason())
                .as(e.getMessage())
                .isEqualTo(reason));
    }

    private Bucket<String, Object> state(String pairs) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (String pair : pairs.isEmpty() ? new String[0] : pairs.split(" ")) {
            entries.put(pair.substring(0, 1), pair.substring(1));
        }
        return new Bucket<>(null, List.copyOf(entries.keySet()), new ArrayList<>(entries.values()), next);
    }

    private static String pairs(Page<String, Object> page) {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < page.width(); i++) {
            pairs.append(i == 0 ? "" : " ").append(page.key(i)).append(page.value(i));
        }
        return pairs.toString();
    }

    /** Keys and values in turn. */
    private static Bucket<String, Object> bucket(Bucket<String, Object> next, Object... entries) {
        List<String> keys = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i + 1 < entries.length; i += 2) {
            keys.add((String) entries[i]);
            values.add(entries[i + 1]);
        }
        return new Bucket<>(null, keys, values, next);
    }

    private static Bucket<String, Object> reversed(String... keys) {
        return new Bucket<>(Comparator.reverseOrder(), List.of(keys), Arrays.asList((Object[]) keys), null);
    }

    private static SmallMap<String, Object> map(String... keys) {
        SmallMap<String, Object> map = new SmallMap<>();
        for (String key : keys) {
            map.put(key, "1");
        }
        return map;
    }

    /** Equal to others of its class, which must not be asked. */
    @Persistent
    static class Reference {
        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("A persistent object was compared by its state.");
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}

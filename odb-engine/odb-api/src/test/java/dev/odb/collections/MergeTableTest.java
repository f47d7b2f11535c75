package dev.odb.collections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of CONFORMANCE part 1e, "merge rules (bucket)", row by row, and all states of a bucket of up to three keys
 * against its rules. A state is written as pairs of a key and a value.
 */
class MergeTableTest {
    private static final String[] KEYS = {"a", "b", "c"};

    /** CONFORMANCE 68 and 69 among them. Order: what it is, old, committed, mine, the result or the reason code. */
    @ParameterizedTest(name = "{0}: {1} | {2} | {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "disjoint inserts, 'b1 d1', 'a1 b1 d1', 'b1 c1 d1', 'a1 b1 c1 d1'",
                "disjoint deletes, 'a1 b1 c1 d1', 'a1 c1 d1', 'a1 b1 d1', 'a1 d1'",
                "disjoint value changes, 'a1 b1', 'a2 b1', 'a1 b2', 'a2 b2'",
                "both set the same value, 'a1 b1', 'a2 b1', 'a2 b1', 'a2 b1'",
                "insert beside a delete, 'a1 b1 c1', 'a1 c1', 'a1 b1 c1 d1', 'a1 c1 d1'",
                "same key changed differently, 'a1', 'a2', 'a3', 1",
                "changed and deleted, 'a1 b1 c1', 'a1 b2 c1', 'a1 c1', 2",
                "deleted and changed, 'a1 b1 c1', 'a1 c1', 'a1 b2 c1', 3",
                "both inserted the same, 'a1 c1', 'a1 b1 c1', 'a1 b1 c1', 4",
                "both inserted a key, 'a1 c1', 'a1 b1 c1', 'a1 b2 c1', 4",
                "both deleted, 'a1 b1 c1', 'a1 c1', 'a1 c1', 5",
                "both inserted the same at the end, 'a1', 'a1 b1', 'a1 b1', 6",
                "both deleted after mine ended, 'a1 b1 c1 d1', 'a1 d1', 'a1', 7",
                "changed after mine ended, 'a1 b1', 'a1 b2', 'a1', 7",
                "both deleted after committed ended, 'a1 b1 c1 d1', 'a1', 'a1 d1', 8",
                "changed after committed ended, 'a1 b1', 'a1', 'a1 b2', 8",
                "both deleted at the end, 'a1 b1', 'a1', 'a1', 9",
                "committed emptied it, 'a1', '', 'a1 b1', 12",
                "mine emptied it, 'a1', 'a1 b1', '', 12",
                "each deleted half, 'a1 b1 c1 d1', 'a1 b1', 'c1 d1', 13",
                "committed deleted the first, 'a1 b1', 'b1', 'a1 b2', 13",
                "mine deleted the first, 'a1 b1', 'a1 b2', 'b1', 13"
            })
    void row_ofTheTable(String what, String old, String committed, String mine, String expected) {
        assertThat(outcome(state(old), state(committed), state(mine))).as(what).isEqualTo(expected);
    }

    /** Reason 10 is a guard: whoever empties the bucket together with another has deleted its first key (13). */
    @Test
    void allStatesOfThreeKeys_followTheRules() {
        List<TreeMap<String, String>> states = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            TreeMap<String, String> state = new TreeMap<>();
            for (int key = 0, rest = i; key < 3; key++, rest /= 3) {
                if (rest % 3 > 0) {
                    state.put(KEYS[key], String.valueOf(rest % 3));
                }
            }
            states.add(state);
        }
        for (TreeMap<String, String> old : states) {
            for (TreeMap<String, String> committed : states) {
                for (TreeMap<String, String> mine : states) {
                    String outcome = outcome(bucket(old), bucket(committed), bucket(mine));
                    Set<String> reasons = reasons(old, committed, mine);
                    if (reasons.isEmpty()) {
                        reasons.add(pairs(bucket(merged(old, committed, mine))));
                    }
                    assertThat(reasons).as("%s | %s | %s", old, committed, mine).contains(outcome);
                }
            }
        }
    }

    private static Set<String> reasons(
            TreeMap<String, String> old, TreeMap<String, String> committed, TreeMap<String, String> mine) {
        if (committed.isEmpty() || mine.isEmpty()) {
            return new TreeSet<>(Set.of("12"));
        }
        Set<String> reasons = new TreeSet<>();
        for (String key : KEYS) {
            String was = old.get(key);
            String theirs = committed.get(key);
            String my = mine.get(key);
            boolean same = was != null && was.equals(theirs) || was != null && was.equals(my);
            if (was == null && theirs != null && my != null) {
                reasons.addAll(Set.of("4", "6"));
            } else if (was != null && theirs == null && my == null) {
                reasons.addAll(Set.of("5", "7", "8", "9"));
            } else if (was != null && (theirs == null || my == null)) {
                if (!same) {
                    reasons.addAll(Set.of("2", "3", "7", "8"));
                } else if (isFirst(key, theirs == null ? committed : mine)) {
                    reasons.add("13");
                }
            } else if (was != null && !same && !theirs.equals(my)) {
                reasons.add("1");
            }
        }
        return reasons;
    }

    /** Whether a deleted key stood before all that the deleter has left. */
    private static boolean isFirst(String deleted, TreeMap<String, String> left) {
        return left.lowerKey(deleted) == null;
    }

    private static TreeMap<String, String> merged(
            TreeMap<String, String> old, TreeMap<String, String> committed, TreeMap<String, String> mine) {
        TreeMap<String, String> merged = new TreeMap<>();
        for (String key : KEYS) {
            String was = old.get(key);
            String my = mine.get(key);
            boolean changedByMe = was == null ? my != null : !was.equals(my);
            String value = changedByMe ? my : committed.get(key);
            if (value != null) {
                merged.put(key, value);
            }
        }
        return merged;
    }

    /** The merged state, or the reason of the conflict. */
    private static String outcome(
            Bucket<String, Object> old, Bucket<String, Object> committed, Bucket<String, Object> mine) {
        try {
            return pairs(mine.resolve(old, committed, mine));
        } catch (BucketConflictException e) {
            return String.valueOf(e.reason());
        }
    }

    private static Bucket<String, Object> state(String pairs) {
        TreeMap<String, String> entries = new TreeMap<>();
        for (String pair : pairs.isEmpty() ? new String[0] : pairs.split(" ")) {
            entries.put(pair.substring(0, 1), pair.substring(1));
        }
        return bucket(entries);
    }

    private static Bucket<String, Object> bucket(TreeMap<String, String> entries) {
        return new Bucket<>(null, new ArrayList<>(entries.keySet()), new ArrayList<>(entries.values()), null);
    }

    private static String pairs(Page<String, Object> page) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < page.width(); i++) {
            pairs.add(page.key(i) + page.value(i));
        }
        return String.join(" ", pairs);
    }
}

package dev.odb.core.record.tracked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random operations on a tracked collection and a plain one: both give the same, and whatever changed the plain one has
 * marked the owner; if the owner refuses, nothing has changed.
 */
class TwinTest {
    static final int VALUES = 12;

    enum Kind {
        ARRAY_LIST(new ArrayList<Integer>()),
        LINKED_LIST(new LinkedList<Integer>()),
        ARRAY_DEQUE(new ArrayDeque<Integer>()),
        HASH_SET(new LinkedHashSet<Integer>()),
        TREE_SET(new TreeSet<Integer>()),
        TREE_SET_REVERSE(new TreeSet<Integer>(Comparator.reverseOrder())),
        HASH_MAP(new LinkedHashMap<Integer, Integer>()),
        TREE_MAP(new TreeMap<Integer, Integer>());

        final transient Object plain;

        Kind(Object plain) {
            this.plain = plain;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyMutation_marksTheOwnerFirst(Kind kind) {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("TwinTest " + kind + " seed " + seed + " (odb.test.seed)");
        int rounds = (int) (400_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        run(kind, new Random(seed), rounds);
    }

    @SuppressWarnings("unchecked")
    private void run(Kind kind, Random random, int rounds) {
        Owned owned = Owned.upToDate();
        Tracker tracker = new Tracker(owned.managed());
        Object tracked = tracked(kind, tracker);
        Object plain = fresh(kind);
        List<Operations.Operation<Object>> operations = operations(kind);
        int changes = 0;
        for (int i = 0; i < rounds; i++) {
            Operations.Operation<Object> operation = operations.get(random.nextInt(operations.size()));
            int a = random.nextInt(VALUES);
            int b = random.nextInt(VALUES);
            Object before = copy(plain);
            owned.unchanged();
            owned.log.refusing = true;
            outcome(operation, tracked, a, b);
            owned.log.refusing = false;
            assertThat(listing(tracked)).as("refused").isEqualTo(listing(before));
            Object expected = outcome(operation, plain, a, b);
            Object actual = outcome(operation, tracked, a, b);
            String what = kind + " operation " + operations.indexOf(operation) + " with " + a + ", " + b;
            assertThat(actual).as(what).isEqualTo(expected);
            assertThat(listing(tracked)).as(what).isEqualTo(listing(plain));
            if (!listing(plain).equals(listing(before))) {
                changes++;
                assertThat(owned.changed()).as(what + " marks the owner").isTrue();
            }
            if (size(plain) > 3 * VALUES) {
                outcome(operations.get(0), plain, a, b);
                outcome(operations.get(0), tracked, a, b);
            }
        }
        assertThat(changes).isGreaterThan(rounds / 20);
    }

    private static Object outcome(Operations.Operation<Object> operation, Object collection, int a, int b) {
        try {
            Object result = operation.on(collection, a, b);
            return result instanceof Object[] array ? Arrays.asList(array) : result;
        } catch (IndexOutOfBoundsException
                | NoSuchElementException
                | IllegalArgumentException
                | NullPointerException
                | SecurityException
                | UnsupportedOperationException
                | IllegalStateException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static int size(Object collection) {
        return collection instanceof Map<?, ?> map ? map.size() : ((Collection<?>) collection).size();
    }

    private static List<Object> listing(Object collection) {
        List<Object> listing = new ArrayList<>();
        if (collection instanceof Map<?, ?> map) {
            map.forEach((key, value) -> listing.addAll(Arrays.asList(key, value)));
        } else {
            listing.addAll((Collection<?>) collection);
        }
        return listing;
    }

    private static Object fresh(Kind kind) {
        return copy(kind.plain);
    }

    @SuppressWarnings("unchecked")
    private static Object copy(Object plain) {
        if (plain instanceof LinkedHashSet<?> set) {
            return set.clone();
        }
        if (plain instanceof TreeSet<?> set) {
            return set.clone();
        }
        if (plain instanceof LinkedHashMap<?, ?> map) {
            return map.clone();
        }
        if (plain instanceof TreeMap<?, ?> map) {
            return map.clone();
        }
        if (plain instanceof ArrayDeque<?> deque) {
            return deque.clone();
        }
        return plain instanceof LinkedList<?> list ? list.clone() : ((ArrayList<Object>) plain).clone();
    }

    private static Object tracked(Kind kind, Tracker tracker) {
        return switch (kind) {
            case ARRAY_LIST -> new TrackedArrayList<Integer>(tracker, 0);
            case LINKED_LIST -> new TrackedLinkedList<Integer>(tracker);
            case ARRAY_DEQUE -> new TrackedArrayDeque<Integer>(tracker, 0);
            case HASH_SET -> new TrackedHashSet<Integer>(tracker, true, 0);
            case TREE_SET -> new TrackedTreeSet<Integer>(tracker, null);
            case TREE_SET_REVERSE -> new TrackedTreeSet<Integer>(tracker, Comparator.reverseOrder());
            case HASH_MAP -> new TrackedHashMap<Integer, Integer>(tracker, true, 0);
            case TREE_MAP -> new TrackedTreeMap<Integer, Integer>(tracker, null);
        };
    }

    @SuppressWarnings("unchecked")
    private static List<Operations.Operation<Object>> operations(Kind kind) {
        List<Operations.Operation<?>> all = new ArrayList<>();
        switch (kind) {
            case ARRAY_LIST -> {
                all.addAll(Operations.collections());
                all.addAll(Operations.lists());
            }
            case LINKED_LIST -> {
                all.addAll(Operations.collections());
                all.addAll(Operations.lists());
                all.addAll(Operations.deques());
            }
            case ARRAY_DEQUE -> {
                all.addAll(Operations.collections());
                all.addAll(Operations.deques());
            }
            case HASH_SET -> all.addAll(Operations.collections());
            case TREE_SET, TREE_SET_REVERSE -> {
                all.addAll(Operations.collections());
                all.addAll(Operations.sortedSets());
            }
            case HASH_MAP -> all.addAll(Operations.maps());
            case TREE_MAP -> {
                all.addAll(Operations.maps());
                all.addAll(Operations.sortedMaps());
            }
        }
        return (List<Operations.Operation<Object>>) (List<?>) all;
    }
}

package dev.odb.core.record.tracked;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackedLateListTest {
    /** They look at elements only by other methods, or not at all. */
    private static final Set<String> NEEDS_NOTHING = Set.of(
            "add",
            "addFirst",
            "addLast",
            "clone",
            "containsAll",
            "ensureCapacity",
            "isEmpty",
            "parallelStream",
            "removeFirst",
            "removeLast",
            "reversed",
            "size",
            "stream",
            "toString",
            "trimToSize");

    private final Tracker tracker = new Tracker(Owned.upToDate().managed());
    private final List<Integer> made = new ArrayList<>();

    /** A list whose elements are made late, but nulls. */
    static <E> TrackedLateList<E> late(Tracker tracker, E[] elements) {
        return late(tracker, elements, new Targets(elements, new ArrayList<>(), Set.of()));
    }

    private static <E> TrackedLateList<E> late(Tracker tracker, E[] elements, LateTargets targets) {
        TrackedLateList<E> list = new TrackedLateList<>(tracker, elements.length, targets);
        for (int i = 0; i < elements.length; i++) {
            if (elements[i] == null) {
                list.restore(null);
            } else {
                list.restoreLate(i);
            }
        }
        return list;
    }

    private record Targets(Object[] elements, List<Integer> made, Set<Integer> loadedPlaces) implements LateTargets {
        @Override
        public Object target(int place) {
            made.add(place);
            return elements[place];
        }

        @Override
        public int nextLoaded(int[] places, int from) {
            return IntStream.range(from, places.length)
                    .filter(i -> loadedPlaces.contains(places[i] - 1))
                    .findFirst()
                    .orElse(-1);
        }
    }

    private TrackedLateList<String> list(Set<Integer> loaded, String... elements) {
        return late(tracker, elements, new Targets(elements, made, loaded));
    }

    @Test
    void getAndSet_makeOneElement_andOnlyOnce() {
        List<String> list = list(Set.of(), "a", "b", null, "d");

        assertThat(list.get(1)).isEqualTo("b");
        assertThat(list.get(1)).isEqualTo("b");
        assertThat(list.get(2)).isNull();
        assertThat(list.set(3, null)).isEqualTo("d");
        assertThat(list.get(3)).as("a null that was set is no missing element").isNull();
        assertThat(made).containsExactly(1, 3);
        assertThat(list).containsExactly("a", "b", null, null);
    }

    /** A method that a later Java adds could read the array of the list behind its back. */
    @Test
    void everyOtherMethodThatReads_isOverridden() {
        Set<String> own = new TreeSet<>();
        Arrays.stream(TrackedLateList.class.getDeclaredMethods())
                .map(Method::getName)
                .forEach(own::add);
        Set<String> missing = new TreeSet<>();
        for (Method method : ArrayList.class.getMethods()) {
            boolean ofObject = method.getDeclaringClass() == Object.class;
            if (!Modifier.isStatic(method.getModifiers()) && !ofObject && !own.contains(method.getName())) {
                missing.add(method.getName());
            }
        }
        assertThat(NEEDS_NOTHING).containsAll(missing);
    }

    /** Several objects have the places of a form that they share. */
    @Test
    void listsWithTheSamePlaces_changeNothingForEachOther() {
        int[] places = {1, 2, 3};
        String[] elements = {"a", "b", "c"};
        Targets targets = new Targets(elements, made, Set.of());
        List<String> one = new TrackedLateList<>(tracker, new Object[3], places, targets);
        List<String> other = new TrackedLateList<>(tracker, new Object[3], places, targets);

        one.set(0, null);
        one.remove(1);

        assertThat(one).containsExactly(null, "c");
        assertThat(other).containsExactly("a", "b", "c");
        assertThat(places).containsExactly(1, 2, 3);
    }

    @Test
    void settling_takesWhatIsLoaded_andLeavesTheRestForLater() {
        List<String> list = list(Set.of(0, 2), "a", "b", "c");

        tracker.settle();

        assertThat(made).containsExactly(0, 2);
        assertThat(list.get(0) + list.get(2)).isEqualTo("ac");
        assertThat(list.get(1)).isEqualTo("b");
        assertThat(made).containsExactly(0, 2, 1);
    }

    @Test
    void severalReaders_allGetEveryElement() throws Exception {
        int rounds = (int) (20_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < rounds; round++) {
                String[] elements = {"a", "b", "c", "d", "e", "f"};
                List<String> list = late(tracker, elements, new LateTargets() {
                    @Override
                    public Object target(int place) {
                        return elements[place];
                    }

                    @Override
                    public int nextLoaded(int[] places, int from) {
                        return -1;
                    }
                });
                Callable<List<String>> reading = () -> {
                    List<String> seen = new ArrayList<>();
                    for (int i = 0; i < elements.length; i++) {
                        seen.add(list.get(i));
                    }
                    seen.addAll(list);
                    return seen;
                };
                for (Future<List<String>> seen : readers.invokeAll(List.of(reading, reading, reading, reading))) {
                    assertThat(seen.get()).containsExactly("a", "b", "c", "d", "e", "f", "a", "b", "c", "d", "e", "f");
                }
            }
        } finally {
            readers.shutdownNow();
        }
    }
}

package dev.odb.core.record.tracked;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.TestStringSortedSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.features.SetFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tracked collections keep the contracts of the collections they are, as guava-testlib tests them. */
class ContractTest {
    private static Tracker tracker() {
        return new Tracker(Owned.upToDate().managed());
    }

    @TestFactory
    Stream<DynamicTest> trackedArrayList_keepsTheContractOfList() {
        return nodes(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        TrackedArrayList<String> list = new TrackedArrayList<>(tracker(), 0);
                        Arrays.asList(elements).forEach(list::restore);
                        return list;
                    }
                })
                .named("TrackedArrayList")
                .withFeatures(
                        CollectionSize.ANY,
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.SERIALIZABLE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> trackedLateList_keepsTheContractOfList() {
        return nodes(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        return TrackedLateListTest.late(tracker(), elements);
                    }
                })
                .named("TrackedLateList")
                .withFeatures(
                        CollectionSize.ANY,
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.SERIALIZABLE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> trackedLinkedList_keepsTheContractOfList() {
        return nodes(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        TrackedLinkedList<String> list = new TrackedLinkedList<>(tracker());
                        Arrays.asList(elements).forEach(list::restore);
                        return list;
                    }
                })
                .named("TrackedLinkedList")
                .withFeatures(
                        CollectionSize.ANY,
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.SERIALIZABLE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> trackedArrayDeque_keepsTheContractOfQueue() {
        return nodes(QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        TrackedArrayDeque<String> deque = new TrackedArrayDeque<>(tracker(), 0);
                        Arrays.asList(elements).forEach(deque::restore);
                        return deque;
                    }
                })
                .named("TrackedArrayDeque")
                .withFeatures(CollectionSize.ANY, CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> trackedHashSet_keepsTheContractOfSet() {
        return nodes(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        TrackedHashSet<String> set = new TrackedHashSet<>(tracker(), true, 0);
                        set.pending(elements);
                        return set;
                    }
                })
                .named("TrackedHashSet")
                .withFeatures(
                        CollectionSize.ANY,
                        SetFeature.GENERAL_PURPOSE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.SERIALIZABLE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> trackedTreeSet_keepsTheContractOfNavigableSet() {
        return nodes(NavigableSetTestSuiteBuilder.using(new TestStringSortedSetGenerator() {
                    @Override
                    protected SortedSet<String> create(String[] elements) {
                        TrackedTreeSet<String> set = new TrackedTreeSet<>(tracker(), null);
                        set.pending(elements);
                        set.$odb_fill();
                        return set;
                    }
                })
                .named("TrackedTreeSet")
                .withFeatures(
                        CollectionSize.ANY,
                        SetFeature.GENERAL_PURPOSE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    private static Object[] pending(Map.Entry<String, String>[] entries) {
        List<Object> pending = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries) {
            pending.add(entry.getKey());
            pending.add(entry.getValue());
        }
        return pending.toArray();
    }

    @TestFactory
    Stream<DynamicTest> trackedHashMap_keepsTheContractOfMap() {
        return nodes(MapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        TrackedHashMap<String, String> map = new TrackedHashMap<>(tracker(), true, 0);
                        map.pending(pending(entries));
                        return map;
                    }
                })
                .named("TrackedHashMap")
                .withFeatures(
                        CollectionSize.ANY,
                        MapFeature.GENERAL_PURPOSE,
                        MapFeature.ALLOWS_NULL_KEYS,
                        MapFeature.ALLOWS_NULL_VALUES,
                        MapFeature.ALLOWS_ANY_NULL_QUERIES,
                        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.SERIALIZABLE)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> trackedTreeMap_keepsTheContractOfNavigableMap() {
        return nodes(NavigableMapTestSuiteBuilder.using(new TestStringSortedMapGenerator() {
                    @Override
                    protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
                        TrackedTreeMap<String, String> map = new TrackedTreeMap<>(tracker(), null);
                        map.pending(pending(entries));
                        if (entries.length % 2 == 1) {
                            map.$odb_fill();
                        }
                        return map;
                    }
                })
                .named("TrackedTreeMap")
                .withFeatures(
                        CollectionSize.ANY,
                        MapFeature.GENERAL_PURPOSE,
                        MapFeature.ALLOWS_NULL_VALUES,
                        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.KNOWN_ORDER)
                .createTestSuite());
    }

    private static Stream<DynamicTest> nodes(TestSuite suite) {
        return Collections.list(suite.tests()).stream()
                .map(part -> DynamicTest.dynamicTest(part.toString(), () -> run(part)));
    }

    private static void run(Test part) {
        TestResult result = new TestResult();
        part.run(result);
        assertThat(result.runCount()).isPositive();
        List<TestFailure> failures = Stream.concat(
                        Collections.list(result.errors()).stream(), Collections.list(result.failures()).stream())
                .toList();
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    failures.size() + " of " + result.runCount() + " failed: "
                            + failures.stream().map(TestFailure::failedTest).toList(),
                    failures.get(0).thrownException());
        }
    }
}

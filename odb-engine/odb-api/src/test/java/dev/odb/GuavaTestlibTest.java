package dev.odb;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.TestStringSortedSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.features.SetFeature;
import dev.odb.collections.SmallMap;
import dev.odb.collections.SmallSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The collection contracts, as guava-testlib tests them; its JUnit 3 suites become dynamic tests. */
class GuavaTestlibTest {
    private static final Feature<?>[] TREE = {
        CollectionSize.ANY,
        CollectionFeature.KNOWN_ORDER,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
        MapFeature.GENERAL_PURPOSE,
        MapFeature.ALLOWS_NULL_VALUES
    };
    private static final Feature<?>[] TREE_SET = {
        CollectionSize.ANY, CollectionFeature.KNOWN_ORDER, SetFeature.GENERAL_PURPOSE
    };

    @TestFactory
    Stream<DynamicTest> persistentList_keepsTheContractOfList() {
        return nodes(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        return new PersistentList<>(Arrays.asList(elements));
                    }
                })
                .named("PersistentList")
                .withFeatures(
                        CollectionSize.ANY,
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> persistentSet_keepsTheContractOfSet() {
        return nodes(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        return new PersistentSet<>(Arrays.asList(elements));
                    }
                })
                .named("PersistentSet")
                .withFeatures(
                        CollectionSize.ANY,
                        SetFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> persistentMap_keepsTheContractOfMap() {
        return nodes(MapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        return filled(new PersistentMap<>(), entries);
                    }
                })
                .named("PersistentMap")
                .withFeatures(
                        CollectionSize.ANY,
                        MapFeature.GENERAL_PURPOSE,
                        MapFeature.ALLOWS_NULL_KEYS,
                        MapFeature.ALLOWS_NULL_VALUES,
                        MapFeature.ALLOWS_ANY_NULL_QUERIES,
                        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> bTreeMapInOnePage_keepsTheContractOfNavigableMap() {
        return nodes(sortedMap("BTreeMap", BTreeMap::new));
    }

    @TestFactory
    Stream<DynamicTest> bTreeMapInManyPages_keepsTheContractOfNavigableMap() {
        return nodes(sortedMap("BTreeMap of small pages", SmallMap::new));
    }

    @TestFactory
    Stream<DynamicTest> bTreeSetInOnePage_keepsTheContractOfNavigableSet() {
        return nodes(sortedSet("BTreeSet", BTreeSet::new));
    }

    @TestFactory
    Stream<DynamicTest> bTreeSetInManyPages_keepsTheContractOfNavigableSet() {
        return nodes(sortedSet("BTreeSet of small pages", SmallSet::new));
    }

    private static TestSuite sortedMap(String name, Supplier<BTreeMap<String, String>> maker) {
        return NavigableMapTestSuiteBuilder.using(new TestStringSortedMapGenerator() {
                    @Override
                    protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
                        return filled(maker.get(), entries);
                    }
                })
                .named(name)
                .withFeatures(TREE)
                .createTestSuite();
    }

    private static TestSuite sortedSet(String name, Supplier<BTreeSet<String>> maker) {
        return NavigableSetTestSuiteBuilder.using(new TestStringSortedSetGenerator() {
                    @Override
                    protected SortedSet<String> create(String[] elements) {
                        BTreeSet<String> set = maker.get();
                        Collections.addAll(set, elements);
                        return set;
                    }
                })
                .named(name)
                .withFeatures(TREE_SET)
                .createTestSuite();
    }

    private static <M extends Map<String, String>> M filled(M map, Map.Entry<String, String>[] entries) {
        for (Map.Entry<String, String> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }

    /** One dynamic test for each part of a suite: tens of thousands of them would slow the build down. */
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
            TestFailure first = failures.get(0);
            throw new AssertionError(
                    failures.size() + " of " + result.runCount() + " failed, first " + first.failedTest(),
                    first.thrownException());
        }
    }
}

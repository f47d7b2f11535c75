package dev.odb.core.objects;

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
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.features.SetFeature;
import dev.odb.BTreeMap;
import dev.odb.BTreeSet;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.PersistentList;
import dev.odb.PersistentMap;
import dev.odb.PersistentSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The collection contracts as guava-testlib tests them, of collections that were stored and are ghosts when each test
 * begins. odb-api tests new ones. At a scale below 1 only collections of several elements, and maps
 * without their ranges.
 */
class LoadedCollectionsTest {
    private static final boolean SHORT = Double.parseDouble(System.getProperty("odb.test.scale", "0.05")) < 1;
    private static final CollectionSize SIZE = SHORT ? CollectionSize.SEVERAL : CollectionSize.ANY;

    private static ObjectDatabase database;
    private static OdbConnection connection;

    @BeforeAll
    static void open() {
        database = ObjectDatabase.open("odb:memory:loaded-collections");
    }

    @AfterAll
    static void close() {
        closeConnection();
        database.close();
    }

    private static void closeConnection() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** The collection as a new connection has it; the one before is over. */
    @SuppressWarnings("unchecked")
    private static <C> C loaded(C made) {
        closeConnection();
        database.transact(c -> c.roots().put("collection", made));
        connection = database.connect();
        return (C) connection.roots().get("collection");
    }

    @TestFactory
    Stream<DynamicTest> persistentList() {
        return nodes(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        return loaded(new PersistentList<>(Arrays.asList(elements)));
                    }
                })
                .named("loaded PersistentList")
                .withFeatures(
                        SIZE,
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> persistentSet() {
        return nodes(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        return loaded(new PersistentSet<>(Arrays.asList(elements)));
                    }
                })
                .named("loaded PersistentSet")
                .withFeatures(
                        SIZE,
                        SetFeature.GENERAL_PURPOSE,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> persistentMap() {
        return nodes(MapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        return loaded(filled(new PersistentMap<>(), entries));
                    }
                })
                .named("loaded PersistentMap")
                .withFeatures(
                        SIZE,
                        MapFeature.GENERAL_PURPOSE,
                        MapFeature.ALLOWS_NULL_KEYS,
                        MapFeature.ALLOWS_NULL_VALUES,
                        MapFeature.ALLOWS_ANY_NULL_QUERIES,
                        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> bTreeMap() {
        TestStringSortedMapGenerator generator = new TestStringSortedMapGenerator() {
            @Override
            protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
                return loaded(filled(SHORT ? new BTreeMap<>() : new SmallPages<>(), entries));
            }
        };
        MapTestSuiteBuilder<String, String> suite =
                SHORT ? MapTestSuiteBuilder.using(generator) : NavigableMapTestSuiteBuilder.using(generator);
        return nodes(suite.named("loaded BTreeMap")
                .withFeatures(
                        SIZE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        MapFeature.GENERAL_PURPOSE,
                        MapFeature.ALLOWS_NULL_VALUES)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> bTreeSet() {
        return nodes(NavigableSetTestSuiteBuilder.using(new TestStringSortedSetGenerator() {
                    @Override
                    protected SortedSet<String> create(String[] elements) {
                        return loaded(new BTreeSet<>(Arrays.asList(elements)));
                    }
                })
                .named("loaded BTreeSet")
                .withFeatures(SIZE, CollectionFeature.KNOWN_ORDER, SetFeature.GENERAL_PURPOSE)
                .createTestSuite());
    }

    private static <M extends Map<String, String>> M filled(M map, Map.Entry<String, String>[] entries) {
        for (Map.Entry<String, String> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
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
                    failures.size() + " of " + result.runCount() + " failed, first "
                            + failures.get(0).failedTest(),
                    failures.get(0).thrownException());
        }
    }
}

package dev.odb.core.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.ConflictException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Threads change one tree at random, each its own keys, which lie between those of the others in the same pages. After
 * that, and in between, the tree is sound, and has what each thread has put there and committed.
 */
class ConcurrentTreeTest {
    private static final int THREADS = 4;
    private static final int KEYS = 40;

    private final Map<Integer, Integer> expected = new ConcurrentSkipListMap<>();
    private final AtomicInteger conflicts = new AtomicInteger();
    private ObjectDatabase database;

    @Test
    void treeIsSound_andHasWhatEachThreadCommitted() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("ConcurrentTreeTest seed " + seed + " (odb.test.seed)");
        double scale = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
        int transactions = Math.max(300, (int) (10_000 * scale));
        database = ObjectDatabase.open("odb:memory:concurrent-tree");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            database.transact(ConcurrentTreeTest::tree);
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(worker(i, new Random(seed + i), transactions)));
            }
            for (Future<Void> each : running) {
                each.get(5, TimeUnit.MINUTES);
            }
            check();
            assertThat(conflicts).hasPositiveValue();
        } finally {
            threads.shutdownNow();
            database.close();
        }
    }

    private Callable<Void> worker(int thread, Random random, int transactions) {
        return () -> {
            try (OdbConnection connection = database.connect()) {
                for (int i = 0; i < transactions; i++) {
                    transaction(connection, thread, random);
                    if (i % 50 == 0) {
                        tree(connection).check();
                    }
                }
            }
            return null;
        };
    }

    private void transaction(OdbConnection connection, int thread, Random random) {
        Map<Integer, Integer> mine = new TreeMap<>();
        SmallPages<Integer, Integer> tree = tree(connection);
        for (int i = random.nextInt(3); i >= 0; i--) {
            Integer key = random.nextInt(KEYS) * THREADS + thread;
            Integer value = random.nextInt(3) == 0 ? null : random.nextInt();
            assertThat(tree.get(key)).isEqualTo(mine.containsKey(key) ? mine.get(key) : expected.get(key));
            if (value == null) {
                tree.remove(key);
            } else {
                tree.put(key, value);
            }
            mine.put(key, value);
        }
        try {
            connection.commit();
            mine.forEach((key, value) -> {
                if (value == null) {
                    expected.remove(key);
                } else {
                    expected.put(key, value);
                }
            });
        } catch (ConflictException e) {
            conflicts.incrementAndGet();
            connection.rollback();
        }
    }

    private void check() {
        database.transact(c -> {
            SmallPages<Integer, Integer> tree = tree(c);
            tree.check();
            assertThat(tree).isEqualTo(expected).hasSize(expected.size());
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static SmallPages<Integer, Integer> tree(OdbConnection connection) {
        return connection.root("tree", SmallPages.class, SmallPages::new);
    }
}

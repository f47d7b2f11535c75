package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage does when many threads use it. */
public abstract class ConcurrencyConformance {
    private static final int THREADS = 8;
    private static final int ROUNDS =
            (int) Math.max(40, 800 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Storage storage;

    /** A new, empty storage. */
    protected abstract Storage create(InstantSource clock) throws Exception;

    @BeforeEach
    void createStorage() throws Exception {
        storage = create(InstantSource.system());
    }

    @AfterEach
    void closeStorage() {
        threads.shutdownNow();
        storage.close();
    }

    /**
     * CONFORMANCE 15, 17: each commit adds one to a shared counter and writes an object of its own, half of them in two
     * phases. The order of decisions is the order of tids and of visibility, and a snapshot never changes.
     */
    @Test
    void eightCommitters_tidOrderIsVisibilityOrder() throws Exception {
        commit(storage, write(0, 0, "0"));
        AtomicLong names = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> reader = threads.submit(() -> readSnapshots(done));
        List<Callable<Void>> committers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            boolean twoPhases = t % 2 == 1;
            long own = storage.newOids(ROUNDS);
            committers.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    increment(own + i, twoPhases ? branch((int) names.incrementAndGet() & 127, own(names)) : null);
                }
                return null;
            });
        }
        for (Future<Void> committer : threads.invokeAll(committers)) {
            committer.get();
        }
        done.set(true);
        assertThat(reader.get(1, TimeUnit.MINUTES)).isPositive();
        int total = THREADS * ROUNDS;
        assertThat(text(storage, 0)).isEqualTo(String.valueOf(total));
        List<CommittedTransaction> all = transactions(storage, 0, Long.MAX_VALUE);
        assertThat(all).hasSize(total + 1);
        for (int i = 0; i <= total; i++) {
            CommittedTransaction transaction = all.get(i);
            assertThat(new String(transaction.writes().get(0).record(), UTF_8)).isEqualTo(String.valueOf(i));
            assertThat(i == 0 || transaction.tid() > all.get(i - 1).tid()).isTrue();
        }
    }

    private static int own(AtomicLong names) {
        return (int) (names.get() >> 7);
    }

    private void increment(long own, BranchId branch) {
        while (true) {
            Revision counter = storage.loadAppended(0);
            long value = Long.parseLong(new String(counter.record(), UTF_8)) + 1;
            Batch batch = batch(write(0, counter.serial(), String.valueOf(value)), write(own, 0, "own"));
            try {
                long tid;
                if (branch == null) {
                    tid = storage.commit(batch, appended -> {});
                } else {
                    storage.prepare(branch, batch);
                    tid = storage.commitPrepared(branch, appended -> {});
                }
                assertThat(storage.lastTid()).as("published when acknowledged").isGreaterThanOrEqualTo(tid);
                assertThat(text(storage, 0, tid)).isEqualTo(String.valueOf(value));
                assertThat(storage.load(own, tid).serial()).isEqualTo(tid);
                return;
            } catch (StaleRecordsException lost) {
                storage.awaitPublished();
            }
        }
    }

    private int readSnapshots(AtomicBoolean done) {
        int reads = 0;
        long lastSnapshot = 0;
        long lastValue = -1;
        while (!done.get()) {
            long snapshot = storage.lastTid();
            Revision one = storage.load(0, snapshot);
            Revision two = storage.load(0, snapshot);
            assertThat(one.serial()).isEqualTo(two.serial()).isLessThanOrEqualTo(snapshot);
            assertThat(one.record()).isEqualTo(two.record());
            assertThat(snapshot).isGreaterThanOrEqualTo(lastSnapshot);
            long value = Long.parseLong(new String(one.record(), UTF_8));
            assertThat(value).isGreaterThanOrEqualTo(lastValue);
            long[] changed = storage.changedBetween(lastSnapshot, snapshot);
            if (changed != null && lastSnapshot > 0) {
                boolean counterChanged = Arrays.stream(changed).anyMatch(oid -> oid == 0);
                assertThat(counterChanged).isEqualTo(value > lastValue);
            }
            lastSnapshot = snapshot;
            lastValue = value;
            reads++;
        }
        return reads;
    }

    /** CONFORMANCE 16. */
    @Test
    void newOids_manyThreads_areUnique() throws Exception {
        Set<Long> given = ConcurrentHashMap.newKeySet();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> takers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int count = 1 + t;
            takers.add(threads.submit(() -> {
                start.await();
                boolean unique = true;
                for (int i = 0; i < 2000; i++) {
                    long first = storage.newOids(count);
                    for (int k = 0; k < count; k++) {
                        unique &= given.add(first + k);
                    }
                }
                return unique;
            }));
        }
        start.countDown();
        for (Future<Boolean> taker : takers) {
            assertThat(taker.get(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(given).hasSize(2000 * THREADS * (THREADS + 1) / 2);
    }

    @Test
    void defineClass_manyThreads_oneIdEach() throws Exception {
        List<Future<List<Integer>>> definers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            definers.add(threads.submit(() -> {
                List<Integer> ids = new ArrayList<>();
                for (byte i = 0; i < 50; i++) {
                    ids.add(storage.defineClass(new byte[] {i}));
                }
                return ids;
            }));
        }
        List<Integer> ids = definers.get(0).get();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id >= 1 && id <= 50);
        for (Future<List<Integer>> definer : definers) {
            assertThat(definer.get()).isEqualTo(ids);
        }
    }
}

package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for a force is woken, whoever comes, goes or fails meanwhile: one wake-up that is lost hangs a test here. */
@Timeout(120)
class ForcerTest {
    private static final int THREADS = 16;
    private static final int ROUNDS =
            (int) (100_000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    private final FaultyDisk disk = new FaultyDisk();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong appended = new AtomicLong();
    private FileStorage storage;
    private Forcer forcer;

    @BeforeEach
    void open() throws Exception {
        storage = Small.open(disk);
        Log log = storage.current().log();
        appended.set(log.end());
        forcer = new Forcer(log, new Forcer.Appended(log.end(), 1, 0, 0), this::appended, new ForceCounts());
    }

    private Forcer.Appended appended() {
        long end = appended.get();
        return new Forcer.Appended(end, end, end, end);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        storage.close();
    }

    @FunctionalInterface
    private interface Work {
        void run(int thread) throws Exception;
    }

    private void inAllThreads(Work work) throws Exception {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(threads.submit(() -> {
                work.run(thread);
                return null;
            }));
        }
        for (Future<Void> one : all) {
            one.get();
        }
    }

    @Test
    void manyCommitters_areAllServed() throws Exception {
        inAllThreads(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                long position = appended.addAndGet(8);
                forcer.await(position);
                assertThat(forcer.forced()).isGreaterThanOrEqualTo(position);
                assertThat(forcer.published()).isGreaterThanOrEqualTo(position);
            }
        });
    }

    /** Who was called to force for others may find that it need not any more, or be interrupted. */
    @Test
    void waitersWithOlderPositionsAndInterruptedOnes_takeNobodyWithThem() throws Exception {
        inAllThreads(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                long position = appended.addAndGet(8);
                if (thread % 2 == 0) {
                    // somebody else has served it already, or is about to
                    position -= 8L * (i % THREADS);
                }
                if (thread % 4 == 1) {
                    Thread.currentThread().interrupt();
                }
                forcer.await(position);
                assertThat(forcer.forced()).isGreaterThanOrEqualTo(position);
                assertThat(Thread.interrupted()).isEqualTo(thread % 4 == 1);
            }
        });
    }

    @Test
    void failure_reachesAllThatWait_andIsTheLastWord() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        disk.holdForces(gate);
        CountDownLatch begun = new CountDownLatch(THREADS);
        IOException cause = new IOException("no more");
        AtomicLong failed = new AtomicLong();
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Void> all = other.submit(() -> {
            inAllThreads(thread -> {
                long position = appended.addAndGet(8);
                begun.countDown();
                try {
                    forcer.await(position);
                } catch (IOException e) {
                    assertThat(e).hasCause(cause);
                    failed.incrementAndGet();
                }
            });
            return null;
        });
        begun.await();
        forcer.fail(cause);
        gate.countDown();
        all.get();
        other.shutdown();
        // the force that was under way may have served some of them
        assertThat(failed.get()).isLessThanOrEqualTo(THREADS);
        long served = forcer.forced();
        assertThatThrownBy(() -> forcer.await(appended.addAndGet(8))).hasCause(cause);
        assertThat(forcer.forced()).isEqualTo(served);
        forcer.await(served);
    }
}

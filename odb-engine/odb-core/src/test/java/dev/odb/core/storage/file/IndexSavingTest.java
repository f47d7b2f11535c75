package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static dev.odb.core.storage.Packs.keepingUnreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbException;
import dev.odb.core.CapturedLog;
import dev.odb.core.storage.StaleRecordsException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the index is saved: beside writers, in the background, on a disk that is full or fails. */
class IndexSavingTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final int WRITERS = 8;
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private final CapturedLog warnings = new CapturedLog(IndexSaver.class.getName());
    private final FaultyDisk disk = new FaultyDisk();

    @AfterEach
    void speakAgain() {
        warnings.close();
    }

    private static FileStorage open(FileAccess disk, long indexAfter) throws IOException {
        FileSettings settings = new FileSettings(1 << 16, 512, 1 << 20, indexAfter, InstantSource.system());
        return FileStorage.open(disk, false, settings, () -> {});
    }

    /** Everything that was asked of the background before has been done. */
    private static void awaitBackground() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        IdleThread.run(done::countDown);
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Saved again and again beside eight writers, on demand and in the background, until the power goes. */
    @Test
    void besideEightWriters_agreesWithTheLogAfterACrash() throws Exception {
        int rounds = (int) Math.max(10, 400 * SCALE);
        System.out.println("IndexSavingTest: -Dodb.test.seed=" + SEED);
        Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(SEED + round);
            String name = "seed " + SEED + ", round " + round;
            FileStorage storage = open(disk, random.nextBoolean() ? 3000 : Long.MAX_VALUE);
            IndexAgreement.check(storage, name);
            disk.dieAfter(100 + random.nextInt(2000));
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                long seed = SEED + 1000L * round + writer;
                int number = writer;
                writers.add(CompletableFuture.runAsync(
                        () -> writeOn(storage, number, new Random(seed), acknowledged), OWN_THREAD));
            }
            while (!writers.get(0).isDone()) {
                storage.saveIndex();
            }
            writers.forEach(CompletableFuture::join);
            awaitBackground();
            disk.crash(random);
            FileStorage again = open(disk, Long.MAX_VALUE);
            IndexAgreement.check(again, name);
            acknowledged.forEach((oid, tid) ->
                    assertThat(again.loadAppended(oid).serial()).as(name).isGreaterThanOrEqualTo(tid));
            // as its transaction manager does
            again.prepared().forEach(branch -> again.commitPrepared(branch.id(), tid -> {}));
            again.close();
        }
        assertThat(acknowledged).isNotEmpty();
    }

    /** Objects of its own on the pages of all, until the power goes. */
    private static void writeOn(FileStorage storage, int writer, Random random, Map<Long, Long> acknowledged) {
        try {
            for (int i = 1; ; i++) {
                long oid = (random.nextInt(6) << 10) + random.nextInt(50) * WRITERS + writer + 1;
                long seen = serial(storage, oid);
                long tid;
                if (i % 5 == 0) {
                    storage.prepare(branch(i % 100, writer), batch(write(oid, seen, "p".repeat(random.nextInt(99)))));
                    tid = storage.commitPrepared(branch(i % 100, writer), appended -> {});
                } else {
                    tid = commit(storage, write(oid, seen, "c".repeat(random.nextInt(99))));
                }
                acknowledged.put(oid, tid);
            }
        } catch (OdbException e) {
            assertThat(e).hasStackTraceContaining("the computer is off");
        } catch (StaleRecordsException e) {
            throw new AssertionError("nobody else writes these", e);
        }
    }

    private static long serial(FileStorage storage, long oid) {
        var revision = storage.loadAppended(oid);
        return revision == null ? 0 : revision.serial();
    }

    /**
     * The power goes at each operation of the disk while the index is saved. What was appended before that and not forced
     * may be lost, but not if an index knows of it.
     */
    @Test
    void crashAtEveryOperation_leavesTheOlderIndexOrTheNewOne() throws Exception {
        FileStorage first = open(disk, Long.MAX_VALUE);
        commit(first, write(1, 0, "a"), write(5000, 0, "b"));
        first.saveIndex();
        commit(first, write(2, 0, "c"));
        for (int n = 0; n < 20; n++) {
            for (int seed = 0; seed < 10; seed++) {
                FaultyDisk copy = disk.copy();
                FileStorage storage = open(copy, Long.MAX_VALUE);
                storage.newOids(1);
                storage.defineClass(new byte[200]);
                copy.dieAfter(n);
                storage.saveIndex();
                copy.crash(new Random(100L * n + seed));
                FileStorage again = open(copy, Long.MAX_VALUE);
                IndexAgreement.check(again, "operation " + n);
                assertThat(text(again, 2)).isEqualTo("c");
                assertThat(SavedIndex.find(copy).isOf(again.current().log())).isTrue();
            }
        }
    }

    @Test
    void fullDisk_isReportedOnceAndDisturbsNobody() throws Exception {
        int failures = 0;
        for (int room = 0; ; room += 40) {
            FaultyDisk copy = disk.copy();
            FileStorage storage = open(copy, Long.MAX_VALUE);
            long tid = commit(storage, write(1, 0, "a"), write(5000, 0, "b"));
            storage.saveIndex();
            copy.limitTo(copy.used() + room);
            warnings.clear();
            storage.saveIndex();
            if (warnings.messages().isEmpty()) {
                break;
            }
            failures++;
            storage.saveIndex();
            assertThat(warnings.messages()).singleElement().asString().startsWith("ODB-4100");
            assertThat(copy.indexes()).containsExactly("index-0000000001.odb");
            // there is room in the log already
            tid = commit(storage, write(1, tid, "c"));
            assertThat(text(storage, 1)).isEqualTo("c");
            copy.limitTo(Long.MAX_VALUE);
            storage.saveIndex();
            assertThat(copy.indexes()).hasSize(1).doesNotContain("index-0000000001.odb");
            copy.crash(new Random(SEED + room));
            IndexAgreement.check(open(copy, Long.MAX_VALUE), "room " + room);
        }
        assertThat(failures).isGreaterThan(5);
    }

    @Test
    void failedForceOfIndex_disturbsNobody() throws Exception {
        for (int n = 0; n < 2; n++) {
            FaultyDisk copy = disk.copy();
            FileStorage storage = open(copy, Long.MAX_VALUE);
            long tid = commit(storage, write(1, 0, "a"));
            storage.saveIndex();
            warnings.clear();
            copy.failForce(n);
            storage.saveIndex();
            assertThat(warnings.messages()).hasSize(1);
            commit(storage, write(1, tid, "b"));
            copy.crash(new Random(n));
            FileStorage again = open(copy, Long.MAX_VALUE);
            assertThat(text(again, 1)).isEqualTo("b");
            IndexAgreement.check(again, "force " + n);
        }
    }

    /** A storage that has failed saves nothing: nobody knows what its log is. */
    @Test
    void failedStorage_savesNothing() throws Exception {
        FileStorage storage = open(disk, Long.MAX_VALUE);
        long tid = commit(storage, write(1, 0, "a"));
        disk.failForces(true);
        try {
            commit(storage, write(1, tid, "b"));
        } catch (OdbException e) {
            assertThat(e.code()).isEqualTo("ODB-4010");
        }
        disk.failForces(false);
        storage.saveIndex();
        storage.close();
        assertThat(disk.indexes()).isEmpty();
    }

    @Test
    void growth_savesInTheBackground() throws Exception {
        FileStorage storage = open(disk, 5000);
        int commits = 0;
        while (disk.indexes().isEmpty()) {
            commit(storage, write(++commits, 0, "x".repeat(100)));
            awaitBackground();
        }
        // more than 25 commits of about 200 bytes each
        assertThat(commits).isBetween(20, 30);
        List<String> saved = disk.indexes();
        for (int i = 0; i < 10; i++) {
            commit(storage, write(++commits, 0, "x".repeat(100)));
            awaitBackground();
        }
        assertThat(disk.indexes()).isEqualTo(saved);
        // as after kill -9; what was written since the last save counts from there
        FileStorage again = open(disk, 5000);
        int more = 0;
        while (disk.indexes().equals(saved)) {
            commit(again, write(++commits, 0, "x".repeat(100)));
            awaitBackground();
            more++;
        }
        assertThat(more).isLessThan(20);
        IndexAgreement.check(open(disk, 5000), "background");
    }

    @Test
    void openingWithoutIndex_savesInTheBackgroundIfTheLogIsLong() throws Exception {
        FileStorage storage = open(disk, Long.MAX_VALUE);
        for (int i = 1; i <= 50; i++) {
            commit(storage, write(i, 0, "x".repeat(100)));
        }
        open(disk, 100_000);
        awaitBackground();
        assertThat(disk.indexes()).isEmpty();
        open(disk, 5000);
        awaitBackground();
        assertThat(disk.indexes()).hasSize(1);
    }

    /** While a page is written, others commit, read and load pages; nothing of it is missing after a crash. */
    @Test
    void diskBusyWithIndex_keepsNobodyWaiting() throws Exception {
        HookedDisk hooked = new HookedDisk(disk);
        FileStorage filled = open(hooked, Long.MAX_VALUE);
        long tid = commit(filled, write(1, 0, "a"), write(5000, 0, "b"), write(9000, 0, "c"));
        filled.close();
        FileStorage storage = open(hooked, Long.MAX_VALUE);
        AtomicReference<Throwable> failure = new AtomicReference<>(new AssertionError("not called"));
        hooked.beforeIndexWrite(() -> failure.set(CompletableFuture.supplyAsync(() -> useAll(storage, tid), OWN_THREAD)
                .orTimeout(1, TimeUnit.MINUTES)
                .join()));
        commit(storage, write(2, 0, "d"));
        storage.saveIndex();
        assertThat(failure.get()).isNull();
        disk.crash(new Random(SEED));
        FileStorage again = open(disk, Long.MAX_VALUE);
        assertThat(text(again, 1)).isEqualTo("a2");
        assertThat(text(again, 5000)).isEqualTo("b2");
        IndexAgreement.check(again, "crashed");
    }

    private static Throwable useAll(FileStorage storage, long tid) {
        try {
            assertThat(text(storage, 9000)).isEqualTo("c");
            commit(storage, write(1, tid, "a2"), write(5000, tid, "b2"));
            storage.prepare(branch(1, 1), batch(write(9000, tid, "c2")));
            return null;
        } catch (AssertionError | StaleRecordsException e) {
            return e;
        }
    }

    @Test
    void close_endsASaveUnderWayAndSavesItself() throws Exception {
        HookedDisk hooked = new HookedDisk(disk);
        FileStorage storage = open(hooked, 1000);
        commit(storage, write(1, 0, "a".repeat(300)), write(5000, 0, "b".repeat(300)));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        hooked.beforeIndexWrite(() -> {
            writing.countDown();
            await(closing);
        });
        commit(storage, write(2, 0, "c".repeat(800)));
        await(writing);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(storage::close, OWN_THREAD);
        closing.countDown();
        closed.get(1, TimeUnit.MINUTES);
        assertThat(disk.indexes()).hasSize(1);
        FileStorage again = open(disk, Long.MAX_VALUE);
        assertThat(text(again, 2)).hasSize(800);
        IndexAgreement.check(again, "closed");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A save that a pack meets ends; the log that the pack makes gets an index of its own. */
    @Test
    void pack_endsASaveUnderWay() throws Exception {
        HookedDisk hooked = new HookedDisk(disk);
        FileStorage storage = open(hooked, 1000);
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch packing = new CountDownLatch(1);
        hooked.beforeIndexWrite(() -> {
            writing.countDown();
            await(packing);
        });
        long tid = commit(storage, write(1, 0, "a".repeat(300)), write(5000, 0, "b".repeat(800)));
        await(writing);
        CompletableFuture<Void> packed =
                CompletableFuture.runAsync(() -> storage.pack(keepingUnreachable(storage.lastTid())), OWN_THREAD);
        packing.countDown();
        packed.get(1, TimeUnit.MINUTES);
        commit(storage, write(1, tid, "again"));
        awaitBackground();
        assertThat(disk.indexes()).hasSize(1);
        disk.crash(new Random(SEED));
        FileStorage again = open(disk, Long.MAX_VALUE);
        assertThat(SavedIndex.find(disk).isOf(again.current().log())).isTrue();
        assertThat(text(again, 1)).isEqualTo("again");
        IndexAgreement.check(again, "packed");
    }

    @Test
    void background_pinsNoClassLoaderAndEnds() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        IdleThread.run(() -> thread.set(Thread.currentThread()));
        awaitBackground();
        assertThat(thread.get().getContextClassLoader()).isNull();
        assertThat(thread.get().isDaemon()).isTrue();
        thread.get().join(TimeUnit.MINUTES.toMillis(1));
        assertThat(thread.get().isAlive()).isFalse();
        awaitBackground();
    }

    /** What opening reads grows with what was written since the index was saved, not with the log. */
    @Test
    void opening_readsWhatWasWrittenSince() throws Exception {
        long few = bytesReadAtOpen(1000, 50, true);
        long many = bytesReadAtOpen(4000, 50, true);
        long since = bytesReadAtOpen(1000, 400, true);
        long without = bytesReadAtOpen(1000, 50, false);
        // each commit takes 2 KiB; the rest of a segment is looked at, too
        assertThat(without).isGreaterThan(2_000_000);
        assertThat(few).isLessThan(450_000);
        assertThat(many).isLessThan(few + 50_000);
        assertThat(since).isBetween(few + 600_000, few + 2_500_000);
    }

    private static long bytesReadAtOpen(int before, int since, boolean index) throws Exception {
        FaultyDisk disk = new FaultyDisk();
        FileStorage storage = open(disk, Long.MAX_VALUE);
        fill(storage, 1, before);
        storage.saveIndex();
        fill(storage, before + 1, since);
        FaultyDisk copy = index ? disk : disk.withoutIndex();
        long start = copy.bytesRead();
        FileStorage opened = open(copy, Long.MAX_VALUE);
        assertThat(opened.loadAppended(1)).isNotNull();
        return copy.bytesRead() - start;
    }

    private static void fill(FileStorage storage, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            commit(storage, write(i, 0, "x".repeat(2000)));
        }
    }
}

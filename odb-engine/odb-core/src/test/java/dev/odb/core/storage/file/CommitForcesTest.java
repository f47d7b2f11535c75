package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often a commit forces the log, and who waits while it does. */
@Timeout(60)
class CommitForcesTest {
    private static final FileSettings SETTINGS = new FileSettings(1 << 20, 1 << 16, InstantSource.system());

    private final FaultyDisk disk = new FaultyDisk();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Storage storage;
    private long first;

    @BeforeEach
    void open() throws Exception {
        storage = FileStorage.open(disk, false, SETTINGS, () -> {});
        first = commit(storage, write(1, 0, "first"));
    }

    @AfterEach
    void close() {
        gate.countDown();
        threads.shutdownNow();
        storage.close();
    }

    @Test
    void onePhase_forcesOnce_andTheFileNeedNotGrow() throws Exception {
        long forces = disk.forces();
        int size = disk.bytes(Small.FIRST).length;
        for (int i = 1; i <= 10; i++) {
            commit(storage, write(100 + i, 0, "small"));
            assertThat(disk.forces()).isEqualTo(forces + i);
        }
        assertThat(disk.bytes(Small.FIRST)).hasSize(size);
    }

    @Test
    void twoPhases_forceTwice() throws Exception {
        long forces = disk.forces();
        storage.prepare(branch(1, 1), batch(write(1, first, "second")));
        assertThat(disk.forces()).isEqualTo(forces + 1);
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(disk.forces()).isEqualTo(forces + 2);
    }

    @Test
    void commitsThatComeDuringAForce_shareTheNext() throws Exception {
        long forces = disk.forces();
        disk.holdForces(gate);
        BlockingQueue<Long> appended = new LinkedBlockingQueue<>();
        List<Future<Long>> commits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long oid = 100 + i;
            commits.add(threads.submit(() -> storage.commit(batch(write(oid, 0, "one of many")), appended::add)));
        }
        for (int i = 0; i < commits.size(); i++) {
            appended.take();
        }
        gate.countDown();
        for (Future<Long> commit : commits) {
            commit.get();
        }
        assertThat(disk.forces() - forces).isBetween(1L, 2L);
    }

    /** Readers see what is published, later commits build on what is appended, and nobody waits for the disk. */
    @Test
    void duringAForce_readersReadAndTheSameObjectIsCommittedAgain() throws Exception {
        disk.holdForces(gate);
        BlockingQueue<Long> appended = new LinkedBlockingQueue<>();
        Future<Long> second = threads.submit(() -> storage.commit(batch(write(1, first, "second")), appended::add));
        long secondTid = appended.take();
        Future<Long> third = threads.submit(() -> storage.commit(batch(write(1, secondTid, "third")), appended::add));
        long thirdTid = appended.take();

        assertThat(thirdTid).isGreaterThan(secondTid);
        assertThat(storage.lastTid()).isEqualTo(first);
        assertThat(text(storage, 1)).isEqualTo("first");
        assertThat(storage.loadAppended(1).serial()).isEqualTo(thirdTid);
        assertThat(second).isNotDone();
        assertThat(third).isNotDone();

        gate.countDown();
        assertThat(second.get()).isEqualTo(secondTid);
        assertThat(third.get()).isEqualTo(thirdTid);
        assertThat(storage.lastTid()).isEqualTo(thirdTid);
        assertThat(text(storage, 1, secondTid)).isEqualTo("second");
        assertThat(text(storage, 1)).isEqualTo("third");
    }
}

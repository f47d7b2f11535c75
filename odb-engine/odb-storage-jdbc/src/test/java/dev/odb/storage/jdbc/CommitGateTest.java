package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process has the others wait with their commits. */
class CommitGateTest {
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private JdbcStorage first;
    private JdbcStorage second;

    @BeforeEach
    void openTwo() {
        first = Databases.open(Databases.h2(folder), false, InstantSource.system());
        second = Databases.open(Databases.h2(folder), false, InstantSource.system());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        first.close();
        second.close();
    }

    @Test
    void closedGate_letsItsOwnerCommit_andTheOthersAfterIt() throws Exception {
        assertThat(first.leases().closeGate(LONG)).isTrue();
        assertThat(second.leases().closeGate(LONG)).as("it is closed").isFalse();
        Future<Long> waiting = threads.submit(() -> commit(second, write(100, 0, "b")));
        long last = 0;
        for (int i = 1; i <= 20; i++) {
            last = commit(first, write(i, 0, "a"));
        }
        assertThat(waiting).isNotDone();
        second.leases().openGate();
        last = commit(first, write(21, 0, "a"));
        assertThat(waiting).as("it was not the second's to open").isNotDone();

        first.leases().openGate();
        assertThat(waiting.get()).isGreaterThan(last);
        assertThat(second.leases().closeGate(LONG)).isTrue();
        second.leases().openGate();
    }

    @Test
    void closedGate_letsPreparedBranchesBeDecided_andNobodyPrepare() throws Exception {
        second.prepare(branch(1, 1), batch(write(1, 0, "b")));
        second.prepare(branch(1, 2), batch(write(2, 0, "b")));
        first.leases().closeGate(LONG);
        second.commitPrepared(branch(1, 1), tid -> {});
        second.rollbackPrepared(branch(1, 2));
        Future<?> waiting = threads.submit(() -> {
            second.prepare(branch(1, 3), batch(write(3, 0, "b")));
            return null;
        });
        commit(first, write(4, 0, "a"));
        assertThat(waiting).isNotDone();
        first.leases().openGate();
        waiting.get();
        assertThat(first.prepared()).hasSize(1);
    }

    /** As if its process were killed. */
    @Test
    void gateThatNobodyOpens_opensByItself() throws Exception {
        first.leases().closeGate(Duration.ofSeconds(1));
        commit(second, write(1, 0, "b"));
        assertThat(second.leases().closeGate(LONG)).isTrue();
    }
}

package dev.odb.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many threads observe is the isolation that was asked for, on each storage. */
class IsolationTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));
    private static final int TRANSACTIONS = (int) Math.max(500, 100_000 * SCALE);
    private static final int ROUND = 500;
    /** Less than a transaction touches. */
    private static final int FEW = 10;

    @TempDir
    Path folder;

    private int committed;
    private int conflicts;
    private int prepared;
    private int packs;

    /** CONFORMANCE 15, 44: what all threads did is there in the end, and each saw snapshots only, packs or not. */
    @Test
    void memoryStorage_showsOnlySnapshots() throws Exception {
        inMemory(Isolation.SNAPSHOT);
    }

    @Test
    void memoryStorage_serializable_showsASerialOrder() throws Exception {
        inMemory(Isolation.SERIALIZABLE);
    }

    /** CONFORMANCE 15, 44. */
    @Test
    void fileStorage_showsOnlySnapshots() throws Exception {
        inFiles(Isolation.SNAPSHOT);
    }

    @Test
    void fileStorage_serializable_showsASerialOrder() throws Exception {
        inFiles(Isolation.SERIALIZABLE);
    }

    private void inMemory(Isolation isolation) throws Exception {
        OdbConfiguration configuration = configuration("odb:memory:" + UUID.randomUUID(), isolation);
        try (Engine database = Engine.open(configuration);
                Workload workload = workload(database, configuration)) {
            run(workload);
        }
    }

    /** Also what the files show when they are opened again is the state that was left. Objects are evicted all the time. */
    private void inFiles(Isolation isolation) throws Exception {
        OdbConfiguration configuration =
                configuration("odb:file:" + folder.resolve("db"), isolation).withMaxObjects(FEW);
        Workload workload;
        History last;
        try (Engine database = Engine.open(configuration)) {
            workload = workload(database, configuration);
            try (workload) {
                last = run(workload);
            }
        }
        try (Engine reopened = Engine.open(configuration)) {
            assertThat(workload.boards().stateIn(reopened)).isEqualTo(last.last());
            assertThat(reopened.prepared()).isEmpty();
        }
    }

    private static OdbConfiguration configuration(String url, Isolation isolation) {
        return OdbConfiguration.of(url).withLockWait(Duration.ofMillis(20)).withIsolation(isolation);
    }

    private static Workload workload(Engine database, OdbConfiguration configuration) {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("IsolationTest " + configuration.isolation() + " " + configuration.url() + " seed " + seed
                + " (odb.test.seed)");
        return new Workload(database, new Random(seed).nextLong(), configuration.isolation());
    }

    private History run(Workload workload) throws Exception {
        History last = null;
        for (int done = 0; done < TRANSACTIONS; done += ROUND) {
            Outcome outcome = workload.round(ROUND);
            assertThat(outcome.failures()).isEmpty();
            last = outcome.history();
            assertThat(Checker.check(last)).isEmpty();
            int lasting = (int)
                    last.transactions().stream().filter(Transaction::committed).count();
            committed += lasting;
            conflicts += last.transactions().size() - lasting;
            prepared += outcome.prepared();
            packs += outcome.packs();
        }
        System.err.println("committed " + committed + ", rolled back " + conflicts + ", prepared " + prepared
                + ", packs " + packs);
        assertThat(committed).as("enough to see something").isGreaterThan(TRANSACTIONS / 4);
        assertThat(conflicts).as("real contention").isGreaterThan(TRANSACTIONS / 10);
        assertThat(prepared).as("decided late").isGreaterThan(TRANSACTIONS / 50);
        assertThat(packs).as("meanwhile").isPositive();
        return last;
    }
}

package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.G_SINGLE;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.VERIFIED_READ;
import static dev.odb.core.isolation.Anomaly.Kind.WRONG_SUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.Engines;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Bugs planted below the engine are seen by the checker in what the transactions observe: each within a given number of
 * transactions, for each of several seeds. One thread interleaves the transactions, so a seed gives the same run each
 * time.
 */
class PlantedBugsTest {
    private static final int SEEDS =
            (int) Math.max(2, 20 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
    private static final int ROUNDS = 4;
    private static final int TRANSACTIONS = 250;

    @Test
    void rightStorage_showsNothing() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(new Plants.None(), seed, Boards::lists);
            assertThat(run.found(Set.of())).as("seed " + seed).isEmpty();
            assertThat(run.failures).isZero();
            assertThat(run.committed).isGreaterThan(ROUNDS * TRANSACTIONS / 4);
        }
    }

    @Test
    void skippedCheck_isFound() {
        assertFound(Plants.SkippedCheck::new, Boards::lists, LOST_UPDATE);
    }

    /** The second of two increments is made on top of a state that has not got the first. */
    @Test
    void mergeThatDropsOneSide_isFound() {
        assertFound(Plants.SkippedCheck::new, boards -> Set.of(boards.total()), WRONG_SUM);
    }

    @Test
    void skippedReadCheck_isFound() {
        assertFound(Plants.SkippedReadCheck::new, Boards::lists, VERIFIED_READ);
    }

    @Test
    void lostLocksOfPreparedBranches_areFound() {
        assertFound(Plants.LostLocks::new, Boards::lists, LOST_UPDATE);
    }

    @Test
    void invalidationHandedOverTooLate_isFound() {
        assertFound(Plants.LateInvalidation::new, Boards::lists, G_SINGLE);
    }

    @Test
    void snapshotTakenTooLate_isFound() {
        assertFound(Plants.LateSnapshot::new, Boards::lists, G_SINGLE);
    }

    @Test
    void readPastTheSnapshot_isFound() {
        assertFound(Plants.ReadPastTheSnapshot::new, Boards::lists, G_SINGLE);
    }

    @Test
    void staleCacheEntry_isFound() {
        assertFound(Plants.StaleCache::new, Boards::lists, G_SINGLE);
    }

    @Test
    void publicationBeforeAllRecordsAreVisible_isFound() {
        assertFound(Plants.TornPublication::new, Boards::lists, G_SINGLE);
    }

    @Test
    void rollbackThatCommits_isFound() {
        assertFound(Plants.RollbackThatCommits::new, Boards::lists, DIRTY_READ);
    }

    @Test
    void preparedBranchCommittedInPart_isFound() {
        assertFound(Plants.PreparedInPart::new, Boards::lists, LOST_UPDATE);
    }

    private static void assertFound(
            Supplier<Plant> plant, Function<Boards, Set<Long>> victims, Anomaly.Kind... expected) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(plant.get(), seed, victims);
            assertThat(run.found(Set.of(expected))).as("seed " + seed).contains(expected);
            assertThat(run.plant.times()).isPositive();
        }
    }

    private static final class Run {
        private final Plant plant;
        private final long seed;
        private final Function<Boards, Set<Long>> victims;
        private int failures;
        private int committed;

        Run(Plant plant, long seed, Function<Boards, Set<Long>> victims) {
            this.plant = plant;
            this.seed = seed;
            this.victims = victims;
        }

        /** What was found when it was enough, or when all rounds were over. */
        Set<Anomaly.Kind> found(Set<Anomaly.Kind> enough) {
            Set<Anomaly.Kind> found = EnumSet.noneOf(Anomaly.Kind.class);
            Storage storage = plant.in(new MemoryStorage("planted", () -> Instant.EPOCH.plusSeconds(1 << 30)));
            OdbConfiguration configuration =
                    OdbConfiguration.of("odb:memory:planted").withLockWait(Duration.ofMillis(20));
            try (Engine database = Engines.over(storage, configuration);
                    Interleaving run = new Interleaving(database, seed, branch -> plant.afterPrepare(branch.id()))) {
                if (plant instanceof Plants.LostLocks lost) {
                    lost.above(database);
                }
                for (int i = 0; i < ROUNDS && (enough.isEmpty() || !found.containsAll(enough)); i++) {
                    Outcome outcome =
                            run.round(TRANSACTIONS, () -> plant.arm(victims.apply(run.boards())), plant::disarm);
                    failures += outcome.failures().size();
                    committed += (int) outcome.history().transactions().stream()
                            .filter(Transaction::committed)
                            .count();
                    Checker.check(outcome.history()).forEach(anomaly -> found.add(anomaly.kind()));
                }
            }
            return found;
        }
    }
}

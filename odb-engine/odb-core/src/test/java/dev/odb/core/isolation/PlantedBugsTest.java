package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.G_SINGLE;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.NOT_SERIALIZABLE;
import static dev.odb.core.isolation.Anomaly.Kind.VERIFIED_READ;
import static dev.odb.core.isolation.Anomaly.Kind.WRONG_SUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import java.time.Duration;
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
    private static final int ROUNDS = 3;
    /** No record cache, so that reads come to the plant. */
    private static final OdbConfiguration OPENED = OdbConfiguration.of("odb:memory:planted")
            .withLockWait(Duration.ofMillis(20))
            .withRecordCacheBytes(0);

    @Test
    void rightStorage_showsNothing() {
        for (Isolation isolation : Isolation.values()) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                OdbConfiguration configuration =
                        OPENED.withIsolation(isolation).withMaxObjects(10).withRecordCacheBytes(10_000);
                PlantedRun run = new PlantedRun(new Plants.None(), seed, configuration);
                run.until(EnumSet.allOf(Anomaly.Kind.class), ROUNDS, Boards::lists);
                assertThat(run.found()).as(isolation + " seed " + seed).isEmpty();
                assertThat(run.failures()).isEmpty();
                assertThat(run.committed()).isGreaterThan(ROUNDS * PlantedRun.TRANSACTIONS / 8);
            }
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
    void skippedReadCheckOfASerializableTransaction_isFound() {
        assertFound(Isolation.SERIALIZABLE, Plants.SkippedReadCheck::new, Boards::lists, NOT_SERIALIZABLE);
    }

    /** Ranges of the tree that were read are not looked at again. */
    @Test
    void phantomsOfASerializableTransaction_areFound() {
        assertFound(Isolation.SERIALIZABLE, Plants.SkippedRangeCheck::new, Boards::lists, NOT_SERIALIZABLE);
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
        assertFound(Isolation.SNAPSHOT, plant, victims, expected);
    }

    private static void assertFound(
            Isolation isolation, Supplier<Plant> plant, Function<Boards, Set<Long>> victims, Anomaly.Kind... expected) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            PlantedRun run = new PlantedRun(plant.get(), seed, OPENED.withIsolation(isolation));
            run.until(Set.of(expected), ROUNDS, victims);
            assertThat(run.found()).as("seed " + seed).contains(expected);
            assertThat(run.plant().times()).isPositive();
        }
    }
}

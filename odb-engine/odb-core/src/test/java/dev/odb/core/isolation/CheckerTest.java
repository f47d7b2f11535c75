package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.DUPLICATE;
import static dev.odb.core.isolation.Anomaly.Kind.FIRST_COMMITTER;
import static dev.odb.core.isolation.Anomaly.Kind.G0;
import static dev.odb.core.isolation.Anomaly.Kind.G1C;
import static dev.odb.core.isolation.Anomaly.Kind.G_NONADJACENT;
import static dev.odb.core.isolation.Anomaly.Kind.G_SINGLE;
import static dev.odb.core.isolation.Anomaly.Kind.INTERMEDIATE_READ;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.NOT_A_PREFIX;
import static dev.odb.core.isolation.Anomaly.Kind.SERIALS;
import static dev.odb.core.isolation.Anomaly.Kind.TORN_CENSUS;
import static dev.odb.core.isolation.Anomaly.Kind.UNREPEATABLE_READ;
import static dev.odb.core.isolation.Anomaly.Kind.VERIFIED_READ;
import static dev.odb.core.isolation.Anomaly.Kind.WRONG_SUM;
import static dev.odb.core.isolation.HistoryWriter.append;
import static dev.odb.core.isolation.HistoryWriter.insert;
import static dev.odb.core.isolation.HistoryWriter.lists;
import static dev.odb.core.isolation.HistoryWriter.read;
import static dev.odb.core.isolation.HistoryWriter.scan;
import static dev.odb.core.isolation.HistoryWriter.serial;
import static dev.odb.core.isolation.HistoryWriter.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each anomaly is found in a history made by hand, and what is allowed is let pass. */
class CheckerTest {
    private static final List<Integer> NONE = List.of();

    private final HistoryWriter history = new HistoryWriter();

    @Test
    void goodHistory_hasNoAnomaly() {
        history.committed(read(0), append(0, 1), append(1, 2), read(0, 1));
        history.committed(read(0, 1), append(0, 3), read(1, 2));
        history.rolledBack(read(0, 1), append(0, 4), read(0, 1, 4));
        history.committed(read(1), read(0));
        assertThat(history.kinds(List.of(1, 3), List.of(2))).isEmpty();
    }

    /** Snapshot isolation allows it; only reads that count forbid it. */
    @Test
    void writeSkew_isAllowedUnlessVerified() {
        history.committed(read(0), append(1, 1));
        history.committed(read(1), append(0, 2));
        assertThat(history.kinds(List.of(2), List.of(1))).isEmpty();
    }

    @Test
    void writeSkewOfVerifiedReads_isFound() {
        history.committed(verified(0), append(1, 1));
        history.committed(verified(1), append(0, 2));
        assertThat(history.kinds(List.of(2), List.of(1))).containsExactly(VERIFIED_READ);
    }

    /** Acknowledged before the reader was told to commit. */
    @Test
    void verifiedReadOverwrittenBeforeTheCommit_isFound() {
        history.over(0, 8, 9, verified(0), append(1, 1));
        history.at(2, 3, true, append(0, 2));
        assertThat(history.kinds(List.of(2), List.of(1))).containsExactly(VERIFIED_READ);
    }

    @Test
    void plainReadOverwrittenBeforeTheCommit_isAllowed() {
        history.over(0, 8, 9, read(0), append(1, 1));
        history.at(2, 3, true, append(0, 2));
        assertThat(history.kinds(List.of(2), List.of(1))).isEmpty();
    }

    @Test
    void verifiedReadOverwrittenByALowerTid_isFound() {
        history.committed(verified(0), append(1, 1));
        history.committed(append(0, 2));
        history.committed(serial(0, 10, 2), serial(1, 11, 1));
        assertThat(history.kinds(List.of(2), List.of(1))).containsExactly(VERIFIED_READ);
    }

    @Test
    void verifiedReadOfATransactionThatWritesNothing_doesNotCount() {
        history.at(0, 10, true, verified(0), read(1));
        history.at(2, 3, true, append(0, 1));
        assertThat(history.kinds(List.of(1), NONE)).isEmpty();
    }

    @Test
    void valueOfARolledBackTransaction_isADirtyRead() {
        history.rolledBack(append(0, 1));
        history.committed(read(0, 1));
        assertThat(history.kinds(NONE)).contains(DIRTY_READ);
    }

    @Test
    void valueOfNobody_isADirtyRead() {
        history.committed(read(0, 7));
        assertThat(history.kinds(List.of(7))).containsExactly(DIRTY_READ);
    }

    @Test
    void valueSeenBeforeItsTransactionWasToldToCommit_isADirtyRead() {
        history.at(5, 6, true, append(0, 1));
        history.at(0, 4, true, read(0, 1));
        assertThat(history.kinds(List.of(1))).contains(DIRTY_READ);
    }

    @Test
    void rolledBackValueInTheFinalState_isADirtyRead() {
        history.rolledBack(append(0, 1));
        assertThat(history.kinds(List.of(1))).containsExactly(DIRTY_READ);
    }

    @Test
    void committedValueThatIsGone_isALostUpdate() {
        history.committed(append(0, 1));
        history.committed(append(0, 2));
        assertThat(history.kinds(List.of(2))).containsExactly(LOST_UPDATE);
    }

    @Test
    void committedKeyThatIsGone_isALostUpdate() {
        history.committed(insert(1));
        assertThat(history.kinds(lists())).containsExactly(LOST_UPDATE);
    }

    @Test
    void valueTwice_isADuplicate() {
        history.committed(append(0, 1));
        assertThat(history.kinds(List.of(1, 1))).containsExactly(DUPLICATE);
    }

    @Test
    void readInAnotherOrder_isNotAPrefix() {
        history.committed(append(0, 1));
        history.committed(append(0, 2));
        history.rolledBack(read(0, 2, 1));
        assertThat(history.kinds(List.of(1, 2))).contains(NOT_A_PREFIX);
    }

    @Test
    void halfOfWhatATransactionAppended_isAnIntermediateRead() {
        history.committed(append(0, 1), append(0, 2));
        history.committed(read(0, 1));
        assertThat(history.kinds(List.of(1, 2))).contains(INTERMEDIATE_READ);
    }

    @Test
    void secondReadThatDiffers_isUnrepeatable() {
        history.committed(append(0, 1));
        history.committed(read(0), read(0, 1));
        assertThat(history.kinds(List.of(1))).contains(UNREPEATABLE_READ);
    }

    @Test
    void ownValueThatIsNotSeen_isUnrepeatable() {
        history.committed(append(0, 1), read(0));
        history.committed(insert(5), scan(0, 9));
        assertThat(history.kinds(new History.State(List.of(List.of(1L)), Set.of(5L), 1, 0)))
                .containsExactly(UNREPEATABLE_READ);
    }

    /** Seen on one list, not on the other. */
    @Test
    void halfOfATransaction_isGSingle() {
        history.committed(append(0, 1), append(1, 2));
        history.committed(read(0, 1), read(1));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(G_SINGLE);
    }

    @Test
    void halfOfATransactionSeenByOneThatRollsBack_isGSingleToo() {
        history.committed(append(0, 1), append(1, 2));
        history.rolledBack(read(0), read(1, 2));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(G_SINGLE);
    }

    /** An older transaction is missed although a younger one is seen that builds on it. */
    @Test
    void readSkewOverThreeTransactions_isGSingle() {
        history.committed(append(0, 1));
        history.committed(read(0, 1), append(1, 2));
        history.committed(read(1, 2), read(0));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(G_SINGLE);
    }

    @Test
    void someKeysOfATransaction_areGSingle() {
        history.committed(insert(1), insert(2));
        history.committed(scan(0, 9, 1L));
        assertThat(history.kinds(new History.State(List.of(), Set.of(1L, 2L), 2, 0)))
                .containsExactly(G_SINGLE);
    }

    @Test
    void keysOutsideTheScan_areNotMissed() {
        history.committed(insert(1), insert(12));
        history.rolledBack(insert(3));
        history.committed(scan(0, 9, 1L));
        assertThat(history.kinds(new History.State(List.of(), Set.of(1L, 12L), 2, 0)))
                .isEmpty();
    }

    /** One reader saw the first append only, the other the second only. */
    @Test
    void longFork_isACycleOfNonadjacentAntidependencies() {
        history.committed(append(0, 1));
        history.committed(append(1, 2));
        history.committed(read(0, 1), read(1));
        history.committed(read(0), read(1, 2));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(G_NONADJACENT);
    }

    @Test
    void acknowledgedChangeThatIsNotSeen_isGSingle() {
        history.at(0, 1, true, append(0, 1));
        history.at(2, 3, true, read(0));
        assertThat(history.kinds(List.of(1))).containsExactly(G_SINGLE);
    }

    @Test
    void eachReadsTheOther_isG1c() {
        history.committed(append(0, 1), read(1, 2));
        history.committed(append(1, 2), read(0, 1));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(G1C);
    }

    @Test
    void listsInOppositeOrders_areG0() {
        history.committed(append(0, 1), append(1, 2));
        history.committed(append(0, 3), append(1, 4));
        assertThat(history.kinds(List.of(1, 3), List.of(4, 2))).containsExactly(G0);
    }

    @Test
    void secondCommitterThatDidNotSeeTheFirst_isFound() {
        history.committed(read(0), append(0, 1));
        history.committed(read(0), append(0, 2));
        assertThat(history.kinds(List.of(1, 2))).containsExactly(FIRST_COMMITTER, G_SINGLE);
    }

    @Test
    void countsThatDiffer_areATornCensus() {
        history.committed(insert(1), new Step.Census(1, 1, 0));
        assertThat(history.kinds(new History.State(List.of(), Set.of(1L), 1, 0)))
                .contains(TORN_CENSUS);
    }

    @Test
    void incrementsThatAreMissing_areAWrongSum() {
        history.committed(new Step.Add(5), new Step.Total(5));
        history.committed(new Step.Add(2), new Step.Total(2));
        history.rolledBack(new Step.Add(100));
        assertThat(history.kinds(new History.State(List.of(), Set.of(), 0, 7))).isEmpty();
        assertThat(history.kinds(new History.State(List.of(), Set.of(), 0, 5))).containsExactly(WRONG_SUM);
    }

    @Test
    void twoSerialsOfOneTransaction_areFound() {
        history.committed(append(0, 1), append(1, 2));
        history.committed(serial(0, 10, 1));
        history.committed(serial(1, 11, 2));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(SERIALS);
    }

    @Test
    void serialsAgainstTheOrderOfAList_areFound() {
        history.committed(append(0, 1));
        history.committed(append(0, 2));
        history.committed(serial(0, 11, 1));
        history.committed(serial(0, 10, 1, 2));
        assertThat(history.kinds(List.of(1, 2))).contains(SERIALS);
    }

    /** No cycle: the two writers are independent, only their tids tell their order. */
    @Test
    void readsThatNoSnapshotCovers_areFoundBySerials() {
        history.committed(append(0, 1));
        history.committed(append(1, 2));
        history.committed(serial(0, 10, 1), serial(1, 11, 2));
        assertThat(history.kinds(List.of(1), List.of(2))).isEmpty();
        history.committed(read(0), serial(1, 11, 2));
        assertThat(history.kinds(List.of(1), List.of(2))).containsExactly(SERIALS);
    }
}

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
import static dev.odb.core.isolation.Anomaly.Kind.NOT_SERIALIZABLE;
import static dev.odb.core.isolation.Anomaly.Kind.SERIALS;
import static dev.odb.core.isolation.Anomaly.Kind.TORN_CENSUS;
import static dev.odb.core.isolation.Anomaly.Kind.UNREPEATABLE_READ;
import static dev.odb.core.isolation.Anomaly.Kind.VERIFIED_READ;
import static dev.odb.core.isolation.Anomaly.Kind.WRONG_SUM;
import static dev.odb.core.isolation.HistoryWriter.append;
import static dev.odb.core.isolation.HistoryWriter.insert;
import static dev.odb.core.isolation.HistoryWriter.lists;
import static dev.odb.core.isolation.HistoryWriter.read;
import static dev.odb.core.isolation.HistoryWriter.remove;
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

    private static History.State keys(Long... keys) {
        return new History.State(List.of(), Set.of(keys), keys.length, 0);
    }

    @Test
    void removals_areFollowed() {
        history.at(0, 1, true, insert(1), insert(2));
        history.at(2, 3, true, scan(0, 9, 1L, 2L), remove(1), scan(0, 9, 2L));
        history.at(2, 5, true, scan(0, 9, 1L, 2L));
        history.at(4, 5, true, scan(0, 9, 2L));
        history.at(4, 5, false, scan(0, 9, 2L), remove(2), scan(0, 9));
        assertThat(history.kinds(keys(2L))).isEmpty();
    }

    @Test
    void removedKeyThatIsStillThere_isALostUpdate() {
        history.committed(insert(1));
        history.committed(remove(1));
        assertThat(history.kinds(keys(1L))).containsExactly(LOST_UPDATE);
    }

    @Test
    void keyThatIsGoneThoughNobodyRemovedIt_isALostUpdate() {
        history.committed(insert(1));
        history.rolledBack(scan(0, 9, 1L), remove(1));
        assertThat(history.kinds(keys())).containsExactly(LOST_UPDATE);
    }

    @Test
    void keyRemovedByTwo_isFound() {
        history.committed(insert(1));
        history.committed(scan(0, 9, 1L), remove(1));
        history.committed(scan(0, 9, 1L), remove(1));
        assertThat(history.kinds(keys())).contains(FIRST_COMMITTER);
    }

    @Test
    void removedKeySeenAfterTheRemovalWasAcknowledged_isGSingle() {
        history.at(0, 1, true, insert(1));
        history.at(2, 3, true, remove(1));
        history.at(4, 5, true, scan(0, 9, 1L));
        assertThat(history.kinds(keys())).containsExactly(G_SINGLE);
    }

    @Test
    void ownRemovedKeyThatIsSeenAgain_isUnrepeatable() {
        history.committed(insert(1));
        history.rolledBack(scan(0, 9, 1L), remove(1), scan(0, 9, 1L));
        assertThat(history.kinds(keys(1L))).containsExactly(UNREPEATABLE_READ);
    }

    /** Of two keys that one transaction removed, the second was seen and the first not, though both were there. */
    @Test
    void halfOfARemoval_isGSingle() {
        history.at(0, 1, true, insert(1), insert(2));
        history.at(2, 9, true, remove(1), remove(2));
        history.at(2, 9, true, scan(0, 9, 2L));
        assertThat(history.kinds(keys())).containsExactly(G_SINGLE);
    }

    @Test
    void whatWasTakenBackToASavepoint_isNoChange() {
        history.committed(
                append(0, 1),
                new Step.Savepoint(1),
                append(0, 2),
                insert(3),
                new Step.Add(5),
                read(0, 1, 2),
                new Step.Back(1),
                read(0, 1),
                new Step.Total(0),
                scan(0, 9),
                append(0, 4),
                new Step.Back(1),
                append(0, 5),
                read(0, 1, 5));
        history.committed(append(1, 6));
        assertThat(history.kinds(List.of(1, 5), List.of(6))).isEmpty();
    }

    @Test
    void whatWasTakenBackAndIsSeen_isADirtyRead() {
        history.committed(append(0, 1), new Step.Savepoint(1), append(0, 2), insert(3), new Step.Back(1));
        history.committed(scan(0, 9, 3L));
        assertThat(history.kinds(new History.State(List.of(List.of(1L, 2L)), Set.of(), 0, 0)))
                .contains(DIRTY_READ);
    }

    @Test
    void whatWasTakenBackAndIsStillSeenInside_isADirtyRead() {
        history.rolledBack(new Step.Savepoint(1), append(0, 2), new Step.Back(1), read(0, 2));
        assertThat(history.kinds(NONE)).contains(DIRTY_READ);
    }

    @Test
    void writeSkewWherePromisedSerializable_isFound() {
        history.committed(read(0), append(1, 1));
        history.committed(read(1), append(0, 2));
        assertThat(history.serializable().kinds(List.of(2), List.of(1))).contains(NOT_SERIALIZABLE);
    }

    /** Each counts keys of the range that the other inserts into. */
    @Test
    void phantomsWherePromisedSerializable_areFound() {
        history.committed(scan(0, 9), insert(11));
        history.committed(scan(10, 19), insert(1));
        assertThat(history.kinds(keys(1L, 11L))).isEmpty();
        assertThat(history.serializable().kinds(keys(1L, 11L))).contains(NOT_SERIALIZABLE);
    }

    /** Fekete, O'Neil, O'Neil: two writers alone have a serial order, but not the one that the reader saw. */
    @Test
    void readOnlyAnomalyWherePromisedSerializable_isFound() {
        history.at(0, 9, true, read(0), read(1), append(0, 1));
        history.at(0, 1, true, read(1), append(1, 2));
        history.at(2, 3, true, read(0), read(1, 2));
        assertThat(history.kinds(List.of(1), List.of(2))).isEmpty();
        assertThat(history.serializable().kinds(List.of(1), List.of(2))).contains(NOT_SERIALIZABLE);
    }

    @Test
    void readsOfOldSnapshotsAndOfLosers_areSerializable() {
        history.over(0, 8, 9, read(0), read(1));
        history.at(2, 3, true, read(0), append(0, 1));
        history.at(4, 5, true, read(0, 1), append(1, 2));
        history.rolledBack(read(0), append(1, 7));
        assertThat(history.serializable().kinds(List.of(1), List.of(2))).isEmpty();
    }
}

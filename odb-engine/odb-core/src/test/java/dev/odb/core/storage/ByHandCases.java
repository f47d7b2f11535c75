package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Branches in doubt that an administrator decides: what is kept of the decision, and until when. */
interface ByHandCases extends StorageCases {
    @Test
    default void commitByHand_commitsAndIsKeptUntilForgotten() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        Instant prepared = clock().instant();
        storage().prepare(branch(1, 1), batch(write(1, first, "a2"), write(2, 0, "b")));
        clock().set(prepared.plus(Duration.ofHours(3)));
        List<Long> appended = new ArrayList<>();
        long tid = storage().commitByHand(branch(1, 1), appended::add);
        assertThat(appended).containsExactly(tid);
        assertThat(text(storage(), 1)).isEqualTo("a2");
        assertThat(text(storage(), 1, tid - 1)).isEqualTo("a");
        assertThat(text(storage(), 2)).isEqualTo("b");
        assertThat(storage().prepared()).isEmpty();
        assertThat(storage().decidedByHand())
                .containsExactly(new HeuristicDecision(branch(1, 1), true, tid, prepared, clock().instant()));
        long next = commit(storage(), write(1, tid, "a3"));
        assertThat(storage().changedBetween(first, next)).contains(1, 2);
        storage().forget(branch(1, 1));
        assertThat(storage().decidedByHand()).isEmpty();
        assertThat(text(storage(), 1)).isEqualTo("a3");
    }

    @Test
    default void rollbackByHand_rollsBackAndIsKeptUntilForgotten() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        storage().prepare(branch(1, 1), batch(write(1, first, "a2")));
        storage().rollbackByHand(branch(1, 1));
        assertThat(storage().prepared()).isEmpty();
        assertThat(storage().decidedByHand())
                .containsExactly(new HeuristicDecision(branch(1, 1), false, 0, clock().instant(), clock().instant()));
        assertThat(storage().lastTid()).isEqualTo(first);
        commit(storage(), write(1, first, "other"));
        storage().forget(branch(1, 1));
        assertThat(storage().decidedByHand()).isEmpty();
    }

    /** Whoever comes later, the transaction manager or another administrator, is told what was decided. */
    @Test
    default void decidedByHand_laterDecisionsAreTold() throws Exception {
        storage().prepare(branch(1, 1), batch(write(1, 0, "a")));
        storage().prepare(branch(2, 1), batch(write(2, 0, "b")));
        long tid = storage().commitByHand(branch(1, 1), t -> {});
        storage().rollbackByHand(branch(2, 1));
        for (int i = 0; i < 2; i++) {
            assertTold(branch(1, 1), true);
            assertTold(branch(2, 1), false);
        }
        assertThat(storage().lastTid()).isEqualTo(tid);
        assertThat(storage().decidedByHand())
                .extracting(HeuristicDecision::id)
                .containsExactly(branch(1, 1), branch(2, 1));
        storage().forget(branch(2, 1));
        assertThat(storage().decidedByHand()).extracting(HeuristicDecision::id).containsExactly(branch(1, 1));
        assertUnknown(branch(2, 1));
    }

    @Test
    default void decisionByHandOfAnotherName_isRefusedAndChangesNothing() throws Exception {
        assertUnknown(branch(1, 1));
        storage().prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertUnknown(branch(1, 2));
        // in doubt, so there is nothing to forget
        assertThatThrownBy(() -> storage().forget(branch(1, 1))).isInstanceOf(NoSuchElementException.class);
        assertThat(storage().prepared()).hasSize(1);
        storage().commitPrepared(branch(1, 1), tid -> {});
        assertUnknown(branch(1, 1));
        assertThat(storage().decidedByHand()).isEmpty();
    }

    @Test
    default void nameOfABranchDecidedByHand_isFreeOnceItIsForgotten() throws Exception {
        storage().prepare(branch(1, 1), batch(write(1, 0, "a")));
        storage().rollbackByHand(branch(1, 1));
        assertThatThrownBy(() -> storage().prepare(branch(1, 1), batch(write(1, 0, "a"))))
                .isInstanceOf(IllegalArgumentException.class);
        storage().forget(branch(1, 1));
        storage().prepare(branch(1, 1), batch(write(1, 0, "a")));
        storage().commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(storage(), 1)).isEqualTo("a");
    }

    private void assertTold(BranchId id, boolean committed) {
        List<Runnable> calls = List.of(
                () -> storage().commitPrepared(id, tid -> {}),
                () -> storage().rollbackPrepared(id),
                () -> storage().commitByHand(id, tid -> {}),
                () -> storage().rollbackByHand(id));
        for (Runnable call : calls) {
            DecidedByHandException told = catchThrowableOfType(DecidedByHandException.class, call::run);
            assertThat(told).hasMessageStartingWith("ODB-4210").hasMessageContaining(id.toString());
            assertThat(told.decision().committed()).isEqualTo(committed);
            assertThat(told.decision().id()).isEqualTo(id);
        }
    }

    private void assertUnknown(BranchId id) {
        List<Runnable> calls = List.of(
                () -> storage().commitPrepared(id, tid -> {}),
                () -> storage().commitByHand(id, tid -> {}),
                () -> storage().rollbackByHand(id),
                () -> storage().forget(id));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(NoSuchElementException.class);
        }
    }
}

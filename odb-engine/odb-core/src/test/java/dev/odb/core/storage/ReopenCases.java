package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ReadOnlyException;
import dev.odb.core.storage.StaleRecordsException.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is there after the storage was closed and opened again. */
interface ReopenCases extends StorageCases {
    /** Closes the storage and opens the same database again. */
    void reopen(boolean readOnly) throws Exception;

    /** CONFORMANCE 12. */
    @Test
    default void reopen_everythingIsThere() throws Exception {
        UUID id = storage().databaseId();
        List<Long> tids = new ArrayList<>();
        long serial = 0;
        for (int i = 0; i < 20; i++) {
            serial = commit(storage(), write(0, serial, "root" + i), write(i + 1, 0, "o" + i));
            tids.add(serial);
        }
        int first = storage().defineClass(new byte[] {1, 2});
        reopen(false);
        assertThat(storage().databaseId()).isEqualTo(id);
        assertThat(storage().lastTid()).isEqualTo(serial);
        for (int i = 0; i < 20; i++) {
            assertThat(text(storage(), 0, tids.get(i))).isEqualTo("root" + i);
            assertThat(storage().load(i + 1, serial).serial()).isEqualTo(tids.get(i));
        }
        assertThat(transactions(storage(), 0, Long.MAX_VALUE))
                .extracting(CommittedTransaction::tid)
                .isEqualTo(tids);
        assertThat(storage().defineClass(new byte[] {1, 2})).isEqualTo(first);
        assertThat(storage().classDescription(first)).containsExactly(1, 2);
        assertThat(storage().defineClass(new byte[] {3})).isEqualTo(first + 1);
        assertThat(commit(storage(), write(0, serial, "again"))).isGreaterThan(serial);
    }

    /** CONFORMANCE 13, 16. */
    @Test
    default void reopen_oidsAreNeverGivenAgain() throws Exception {
        long highest = 0;
        for (int i = 0; i < 3; i++) {
            long first = storage().newOids(700);
            assertThat(first).isGreaterThan(highest);
            highest = first + 699;
            reopen(false);
        }
        commit(storage(), write(highest + 50_000, 0, "far"));
        reopen(false);
        assertThat(storage().newOids(1)).isGreaterThan(highest + 50_000);
    }

    @Test
    default void reopen_preparedBranchesStayAndHold() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"), write(3, 0, "c"));
        storage().prepare(branch(1, 1), batch(write(1, first, "a2"), new ReadCheck(3, first)));
        storage().prepare(branch(2, 1), batch(write(2, first, "b2")));
        storage().prepare(branch(3, 1), batch(write(4, 0, "d")));
        storage().rollbackPrepared(branch(3, 1));
        List<PreparedBranch> before = storage().prepared();
        reopen(false);
        List<PreparedBranch> after = storage().prepared();
        assertThat(after).extracting(PreparedBranch::id).containsExactly(branch(1, 1), branch(2, 1));
        assertThat(after)
                .extracting(PreparedBranch::since)
                .isEqualTo(before.stream().map(PreparedBranch::since).toList());
        assertThat(after.get(0).batch().checks()).containsExactly(new ReadCheck(3, first));
        for (Write held : List.of(write(1, first, "x"), write(3, first, "x"))) {
            StaleRecordsException refused =
                    catchThrowableOfType(StaleRecordsException.class, () -> commit(storage(), held));
            assertThat(refused.stale()).containsExactly(new Stale(held.oid(), first, first, branch(1, 1)));
        }
        assertThatThrownBy(() -> storage().prepare(branch(1, 1), batch(write(7, 0, "g"))))
                .isInstanceOf(IllegalArgumentException.class);
        long tid = storage().commitPrepared(branch(1, 1), t -> {});
        storage().rollbackPrepared(branch(2, 1));
        reopen(false);
        assertThat(storage().prepared()).isEmpty();
        assertThat(text(storage(), 1)).isEqualTo("a2");
        assertThat(storage().load(1, tid).serial()).isEqualTo(tid);
        assertThat(text(storage(), 2)).isEqualTo("b");
        assertThat(text(storage(), 4)).isNull();
        assertThatThrownBy(() -> storage().commitPrepared(branch(1, 1), t -> {}))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    default void reopen_decisionsByHandStayUntilForgotten() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"), write(3, 0, "c"));
        storage().prepare(branch(1, 1), batch(write(1, first, "a2")));
        storage().prepare(branch(2, 1), batch(write(2, first, "b2")));
        storage().prepare(branch(3, 1), batch(write(3, first, "c2")));
        reopen(false);
        long tid = storage().commitByHand(branch(1, 1), t -> {});
        storage().rollbackByHand(branch(2, 1));
        storage().rollbackByHand(branch(3, 1));
        storage().forget(branch(3, 1));
        List<HeuristicDecision> decided = storage().decidedByHand();
        assertThat(decided).extracting(HeuristicDecision::id).containsExactly(branch(1, 1), branch(2, 1));
        for (boolean readOnly : new boolean[] {true, false}) {
            reopen(readOnly);
            assertThat(storage().decidedByHand()).isEqualTo(decided);
            assertThat(storage().prepared()).isEmpty();
            assertThat(storage().load(1, tid).serial()).isEqualTo(tid);
            assertThat(text(storage(), 2)).isEqualTo("b");
        }
        assertThatThrownBy(() -> storage().rollbackPrepared(branch(1, 1))).isInstanceOf(DecidedByHandException.class);
        commit(storage(), write(1, tid, "a3"), write(2, first, "b3"), write(3, first, "c3"));
        storage().forget(branch(1, 1));
        storage().forget(branch(2, 1));
        reopen(false);
        assertThat(storage().decidedByHand()).isEmpty();
        assertThatThrownBy(() -> storage().commitPrepared(branch(1, 1), t -> {}))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(text(storage(), 1)).isEqualTo("a3");
    }

    @Test
    default void reopen_changesBefore_areNotKnown() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        reopen(false);
        long second = commit(storage(), write(2, 0, "b"));
        assertThat(storage().changedBetween(0, second)).isNull();
        assertThat(storage().changedBetween(first, second)).containsExactly(2);
    }

    /** CONFORMANCE 11. */
    @Test
    default void readOnly_readsAndRefusesWrites() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        storage().defineClass(new byte[] {1});
        storage().prepare(branch(1, 1), batch(write(2, 0, "b")));
        reopen(true);
        assertThat(storage().readOnly()).isTrue();
        assertThat(text(storage(), 1, first)).isEqualTo("a");
        assertThat(storage().prepared()).hasSize(1);
        assertThat(storage().classDescription(1)).containsExactly(1);
        assertThat(transactions(storage(), 0, first)).hasSize(1);
        assertThatThrownBy(() -> storage().newOids(1)).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> commit(storage())).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().prepare(branch(2, 1), batch())).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().commitPrepared(branch(1, 1), tid -> {}))
                .isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().rollbackPrepared(branch(1, 1))).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().commitByHand(branch(1, 1), tid -> {}))
                .isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().rollbackByHand(branch(1, 1))).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().forget(branch(1, 1))).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> storage().defineClass(new byte[] {2})).isInstanceOf(ReadOnlyException.class);
    }
}

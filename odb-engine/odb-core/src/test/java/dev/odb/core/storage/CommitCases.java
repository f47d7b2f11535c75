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

import dev.odb.core.storage.StaleRecordsException.Stale;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commits in one phase: serials, conflicts, tids. */
interface CommitCases extends StorageCases {
    /** CONFORMANCE 1. */
    @Test
    default void emptyStorage_hasNothing() {
        assertThat(storage().lastTid()).isZero();
        assertThat(storage().load(0, 0)).isNull();
        assertThat(storage().load(1, Long.MAX_VALUE)).isNull();
        assertThat(storage().loadAppended(0)).isNull();
        assertThat(storage().prepared()).isEmpty();
        assertThat(transactions(storage(), 0, Long.MAX_VALUE)).isEmpty();
        assertThat(storage().readOnly()).isFalse();
        assertThat(storage().location()).isNotEmpty();
        assertThat(storage().databaseId()).isEqualTo(storage().databaseId());
    }

    /** CONFORMANCE 6, 9: a new object is written with serial 0 and its serial is the tid. */
    @Test
    default void commit_newObject_serialIsTid() throws Exception {
        long oid = storage().newOids(1);
        long tid = commit(storage(), write(oid, 0, "a"));
        assertThat(storage().lastTid()).isEqualTo(tid);
        assertThat(storage().load(oid, tid).serial()).isEqualTo(tid);
        assertThat(storage().loadAppended(oid).serial()).isEqualTo(tid);
        assertThat(text(storage(), oid)).isEqualTo("a");
        assertThat(storage().load(oid + 1, tid)).isNull();
        assertThat(storage().load(oid, tid - 1)).isNull();
    }

    @Test
    default void commit_rootDirectory_isObjectZero() throws Exception {
        long tid = commit(storage(), write(0, 0, "root"));
        assertThat(text(storage(), 0, tid)).isEqualTo("root");
        assertThat(storage().newOids(1)).isEqualTo(1);
    }

    /** CONFORMANCE 7. */
    @Test
    default void commit_oldSerial_isStaleAndNothingIsStored() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"), write(3, 0, "c"));
        long second = commit(storage(), write(1, first, "a2"), write(3, first, "c2"));
        StaleRecordsException stale = catchThrowableOfType(
                StaleRecordsException.class,
                () -> commit(storage(), write(1, first, "x"), write(2, first, "y"), write(3, first, "z")));
        assertThat(stale.stale()).containsExactly(new Stale(1, first, second, null), new Stale(3, first, second, null));
        assertThat(text(storage(), 2)).isEqualTo("b");
        assertThat(storage().lastTid()).isEqualTo(second);
        commit(storage(), write(2, first, "b2"));
        assertThat(text(storage(), 2)).isEqualTo("b2");
    }

    @Test
    default void commit_newObjectTwice_secondIsStale() throws Exception {
        long tid = commit(storage(), write(1, 0, "a"));
        StaleRecordsException stale =
                catchThrowableOfType(StaleRecordsException.class, () -> commit(storage(), write(1, 0, "b")));
        assertThat(stale.stale()).containsExactly(new Stale(1, 0, tid, null));
    }

    /** CONFORMANCE 10. */
    @Test
    default void commit_staleReadCheck_isRefused() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"));
        long second = commit(storage(), write(1, first, "a2"));
        StaleRecordsException stale = catchThrowableOfType(StaleRecordsException.class, () -> storage()
                .commit(batch(write(2, first, "b2"), new ReadCheck(1, first)), tid -> {}));
        assertThat(stale.stale()).containsExactly(new Stale(1, first, second, null));
        assertThat(text(storage(), 2)).isEqualTo("b");
        storage().commit(batch(write(2, first, "b2"), new ReadCheck(1, second)), tid -> {});
        assertThat(text(storage(), 2)).isEqualTo("b2");
    }

    /** An empty transaction is legal, gets a tid and is iterable. */
    @Test
    default void commit_empty_getsTid() throws Exception {
        long tid = commit(storage());
        assertThat(storage().lastTid()).isEqualTo(tid).isPositive();
        assertThat(transactions(storage(), tid, tid)).singleElement().satisfies(found -> assertThat(found.writes())
                .isEmpty());
    }

    @Test
    default void commit_callsAppendedWithTid() throws Exception {
        List<Long> appended = new ArrayList<>();
        long tid = storage().commit(batch(write(1, 0, "a")), appended::add);
        storage().prepare(branch(1, 1), batch(write(2, 0, "b")));
        long second = storage().commitPrepared(branch(1, 1), appended::add);
        assertThat(appended).containsExactly(tid, second);
    }

    @Test
    default void tids_clockStandsOrGoesBack_riseStrictly() throws Exception {
        long first = commit(storage());
        assertThat(Tids.instant(first)).isEqualTo(clock().instant());
        long second = commit(storage());
        clock().set(clock().instant().minusSeconds(3600));
        long third = commit(storage());
        clock().set(clock().instant().plusSeconds(7200));
        long fourth = commit(storage());
        assertThat(List.of(first, second, third, fourth)).isSorted().doesNotHaveDuplicates();
        assertThat(Tids.instant(fourth)).isEqualTo(clock().instant());
    }

    @Test
    default void awaitPublished_nothingPending_returns() throws Exception {
        long tid = commit(storage(), write(1, 0, "a"));
        storage().awaitPublished();
        assertThat(storage().lastTid()).isEqualTo(tid);
    }

    @Test
    default void close_twiceAndUse_isIllegalState() throws Exception {
        commit(storage(), write(1, 0, "a"));
        storage().close();
        storage().close();
        assertThatThrownBy(() -> storage().load(1, Long.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().loadAppended(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> commit(storage())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().prepare(branch(1, 1), batch())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().newOids(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().defineClass(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().lastTid()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().prepared()).isInstanceOf(IllegalStateException.class);
    }
}

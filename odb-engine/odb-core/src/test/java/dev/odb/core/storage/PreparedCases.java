package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.checks;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.core.storage.StaleRecordsException.Stale;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Prepared branches: what they hold, how they are listed and decided. */
interface PreparedCases extends StorageCases {
    /** CONFORMANCE 17: the old state can be loaded, and nobody else can write. */
    @Test
    default void prepared_holdsItsWrites() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"));
        storage().prepare(branch(1, 1), batch(write(1, first, "a2")));
        assertThat(text(storage(), 1)).isEqualTo("a");
        assertThat(new String(storage().loadAppended(1).record(), UTF_8)).isEqualTo("a");
        Stale held = new Stale(1, first, first, branch(1, 1));
        assertHeld(held, batch(write(1, first, "x")));
        assertHeld(held, checks(new ReadCheck(1, first)));
        StaleRecordsException refused = catchThrowableOfType(
                StaleRecordsException.class, () -> storage().prepare(branch(2, 1), batch(write(1, first, "x"))));
        assertThat(refused.stale()).containsExactly(held);
        commit(storage(), write(2, first, "b2"));

        long tid = storage().commitPrepared(branch(1, 1), t -> {});
        assertThat(text(storage(), 1)).isEqualTo("a2");
        assertThat(text(storage(), 1, tid - 1)).isEqualTo("a");
        assertThat(storage().load(1, tid).serial()).isEqualTo(tid);
        commit(storage(), write(1, tid, "a3"));
    }

    @Test
    default void prepared_holdsItsChecksAgainstWritersOnly() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(2, 0, "b"));
        storage().prepare(branch(1, 1), batch(write(2, first, "b2"), new ReadCheck(1, first)));
        storage().prepare(branch(2, 1), checks(new ReadCheck(1, first)));
        storage().commit(checks(new ReadCheck(1, first)), tid -> {});
        assertHeld(new Stale(1, first, first, branch(1, 1)), batch(write(1, first, "x")));
        storage().commitPrepared(branch(1, 1), tid -> {});
        assertHeld(new Stale(1, first, first, branch(2, 1)), batch(write(1, first, "x")));
        storage().rollbackPrepared(branch(2, 1));
        commit(storage(), write(1, first, "a2"));
        assertThat(text(storage(), 1)).isEqualTo("a2");
    }

    /** CONFORMANCE 8: once rolled back it is in nobody's way. */
    @Test
    default void prepared_newObject_isHeldToo() throws Exception {
        storage().prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertHeld(new Stale(1, 0, 0, branch(1, 1)), batch(write(1, 0, "b")));
        storage().rollbackPrepared(branch(1, 1));
        assertThat(storage().loadAppended(1)).isNull();
        commit(storage(), write(1, 0, "b"));
    }

    @Test
    default void prepared_isListedUntilDecided() throws Exception {
        long first = commit(storage(), write(1, 0, "a"), write(9, 0, "n"));
        TransactionMetadata metadata = new TransactionMetadata("me", "why", Map.of("k", "v"), true);
        Batch batch = new Batch(List.of(write(1, first, "a2")), List.of(new ReadCheck(9, first)), metadata);
        storage().prepare(branch(1, 1), batch);
        storage().prepare(branch(1, 2), batch(write(2, 0, "b")));
        List<PreparedBranch> listed = storage().prepared();
        assertThat(listed).extracting(PreparedBranch::id).containsExactly(branch(1, 1), branch(1, 2));
        PreparedBranch found = listed.get(0);
        assertThat(found.since()).isEqualTo(clock().instant());
        assertThat(found.batch().metadata()).isEqualTo(metadata);
        assertThat(found.batch().checks()).containsExactly(new ReadCheck(9, first));
        assertThat(found.batch().writes().get(0).oid()).isEqualTo(1);
        assertThat(found.batch().writes().get(0).serialSeen()).isEqualTo(first);
        assertThat(found.batch().writes().get(0).record()).isEqualTo("a2".getBytes(UTF_8));
        storage().commitPrepared(branch(1, 1), tid -> {});
        storage().rollbackPrepared(branch(1, 2));
        assertThat(storage().prepared()).isEmpty();
        assertThat(text(storage(), 2)).isNull();
    }

    /** CONFORMANCE 3, 4, 5: nothing was begun under that name, or it is over. */
    @Test
    default void decisionOfAnotherName_isRefusedAndChangesNothing() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        assertUnknown(branch(1, 1));
        storage().prepare(branch(1, 1), batch(write(1, first, "a2")));
        assertUnknown(branch(1, 2));
        assertUnknown(branch(2, 1));
        assertThat(storage().prepared()).extracting(PreparedBranch::id).containsExactly(branch(1, 1));
        assertHeld(new Stale(1, first, first, branch(1, 1)), batch(write(1, first, "x")));
        long second = storage().commitPrepared(branch(1, 1), tid -> {});
        assertUnknown(branch(1, 1));
        assertThat(storage().load(1, storage().lastTid()).serial()).isEqualTo(second);
        assertThat(text(storage(), 1)).isEqualTo("a2");
    }

    /** CONFORMANCE 2. */
    @Test
    default void prepare_sameNameTwice_isIllegalArgument() throws Exception {
        storage().prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertThatThrownBy(() -> storage().prepare(branch(1, 1), batch(write(2, 0, "b"))))
                .isInstanceOf(IllegalArgumentException.class);
        storage().commitPrepared(branch(1, 1), tid -> {});
        storage().prepare(branch(1, 1), batch(write(2, 0, "b")));
        assertThat(storage().prepared()).hasSize(1);
    }

    /** CONFORMANCE 8: what was refused is in nobody's way. */
    @Test
    default void prepare_stale_keepsNothing() throws Exception {
        long first = commit(storage(), write(1, 0, "a"));
        assertThatThrownBy(() -> storage().prepare(branch(1, 1), batch(write(1, 0, "b"), write(2, 0, "c"))))
                .isInstanceOf(StaleRecordsException.class);
        assertThat(storage().prepared()).isEmpty();
        commit(storage(), write(1, first, "a2"), write(2, 0, "c2"));
    }

    private void assertUnknown(BranchId id) {
        assertThatThrownBy(() -> storage().commitPrepared(id, tid -> {})).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> storage().rollbackPrepared(id)).isInstanceOf(NoSuchElementException.class);
    }

    private void assertHeld(Stale expected, Batch batch) {
        StaleRecordsException refused = catchThrowableOfType(
                StaleRecordsException.class, () -> storage().commit(batch, tid -> {}));
        assertThat(refused.stale()).containsExactly(expected);
    }
}

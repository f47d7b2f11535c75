package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.checks;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.with;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.odb.core.storage.StaleRecordsException.Stale;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage does. A storage's own test inherits this and says how one is made. */
public abstract class StorageConformance {
    protected Storage storage;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));

    /** A new, empty storage with that clock. */
    protected abstract Storage create(InstantSource clock) throws Exception;

    /** A clock that stands until it is set. */
    protected final InstantSource clock() {
        return now::get;
    }

    @BeforeEach
    void createStorage() throws Exception {
        storage = create(clock());
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    /** CONFORMANCE 1. */
    @Test
    void emptyStorage_hasNothing() {
        assertThat(storage.lastTid()).isZero();
        assertThat(storage.load(0, 0)).isNull();
        assertThat(storage.load(1, Long.MAX_VALUE)).isNull();
        assertThat(storage.loadAppended(0)).isNull();
        assertThat(storage.prepared()).isEmpty();
        assertThat(transactions(storage, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(storage.readOnly()).isFalse();
        assertThat(storage.location()).isNotEmpty();
        assertThat(storage.databaseId()).isEqualTo(storage.databaseId());
    }

    /** CONFORMANCE 6, 9: a new object is written with serial 0 and its serial is the tid. */
    @Test
    void commit_newObject_serialIsTid() throws Exception {
        long oid = storage.newOids(1);
        long tid = commit(storage, write(oid, 0, "a"));
        assertThat(storage.lastTid()).isEqualTo(tid);
        assertThat(storage.load(oid, tid).serial()).isEqualTo(tid);
        assertThat(storage.loadAppended(oid).serial()).isEqualTo(tid);
        assertThat(text(storage, oid)).isEqualTo("a");
        assertThat(storage.load(oid + 1, tid)).isNull();
        assertThat(storage.load(oid, tid - 1)).isNull();
    }

    @Test
    void commit_rootDirectory_isObjectZero() throws Exception {
        long tid = commit(storage, write(0, 0, "root"));
        assertThat(text(storage, 0, tid)).isEqualTo("root");
        assertThat(storage.newOids(1)).isEqualTo(1);
    }

    /** CONFORMANCE 7. */
    @Test
    void commit_oldSerial_isStaleAndNothingIsStored() throws Exception {
        long first = commit(storage, write(1, 0, "a"), write(2, 0, "b"), write(3, 0, "c"));
        long second = commit(storage, write(1, first, "a2"), write(3, first, "c2"));
        StaleRecordsException stale = catchThrowableOfType(
                StaleRecordsException.class,
                () -> commit(storage, write(1, first, "x"), write(2, first, "y"), write(3, first, "z")));
        assertThat(stale.stale()).containsExactly(new Stale(1, first, second, null), new Stale(3, first, second, null));
        assertThat(text(storage, 2)).isEqualTo("b");
        assertThat(storage.lastTid()).isEqualTo(second);
        commit(storage, write(2, first, "b2"));
        assertThat(text(storage, 2)).isEqualTo("b2");
    }

    @Test
    void commit_newObjectTwice_secondIsStale() throws Exception {
        long tid = commit(storage, write(1, 0, "a"));
        StaleRecordsException stale =
                catchThrowableOfType(StaleRecordsException.class, () -> commit(storage, write(1, 0, "b")));
        assertThat(stale.stale()).containsExactly(new Stale(1, 0, tid, null));
    }

    /** CONFORMANCE 10. */
    @Test
    void commit_staleReadCheck_isRefused() throws Exception {
        long first = commit(storage, write(1, 0, "a"), write(2, 0, "b"));
        long second = commit(storage, write(1, first, "a2"));
        StaleRecordsException stale = catchThrowableOfType(
                StaleRecordsException.class,
                () -> storage.commit(batch(write(2, first, "b2"), new ReadCheck(1, first)), tid -> {}));
        assertThat(stale.stale()).containsExactly(new Stale(1, first, second, null));
        assertThat(text(storage, 2)).isEqualTo("b");
        storage.commit(batch(write(2, first, "b2"), new ReadCheck(1, second)), tid -> {});
        assertThat(text(storage, 2)).isEqualTo("b2");
    }

    /** CONFORMANCE 8, 2.7: an empty transaction is legal, gets a tid and is iterable. */
    @Test
    void commit_empty_getsTid() throws Exception {
        long tid = commit(storage);
        assertThat(storage.lastTid()).isEqualTo(tid).isPositive();
        assertThat(transactions(storage, tid, tid)).singleElement().satisfies(found -> assertThat(found.writes())
                .isEmpty());
    }

    @Test
    void commit_callsAppendedWithTid() throws Exception {
        List<Long> appended = new ArrayList<>();
        long tid = storage.commit(batch(write(1, 0, "a")), appended::add);
        storage.prepare(branch(1, 1), batch(write(2, 0, "b")));
        long second = storage.commitPrepared(branch(1, 1), appended::add);
        assertThat(appended).containsExactly(tid, second);
    }

    /** CONFORMANCE 2.9. */
    @Test
    void tids_clockStandsOrGoesBack_riseStrictly() throws Exception {
        long first = commit(storage);
        assertThat(Tids.instant(first)).isEqualTo(now.get());
        long second = commit(storage);
        now.set(now.get().minusSeconds(3600));
        long third = commit(storage);
        now.set(now.get().plusSeconds(7200));
        long fourth = commit(storage);
        assertThat(List.of(first, second, third, fourth)).isSorted().doesNotHaveDuplicates();
        assertThat(Tids.instant(fourth)).isEqualTo(now.get());
    }

    /** CONFORMANCE 13. */
    @Test
    void newOids_afterWriteFarAbove_areLarger() throws Exception {
        assertThat(storage.newOids(1)).isEqualTo(1);
        long far = 1L << 45;
        commit(storage, write(far, 0, "far"));
        assertThat(storage.newOids(1)).isGreaterThan(far);
        assertThat(text(storage, far)).isEqualTo("far");
        storage.prepare(branch(1, 1), batch(write(far + 100_000, 0, "farther")));
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(storage.newOids(1)).isGreaterThan(far + 100_000);
    }

    @Test
    void newOids_areConsecutiveAndUnique() {
        long first = storage.newOids(10);
        long second = storage.newOids(5000);
        long third = storage.newOids(1);
        assertThat(first).isEqualTo(1);
        assertThat(second).isGreaterThanOrEqualTo(first + 10);
        assertThat(third).isGreaterThanOrEqualTo(second + 5000);
        assertThatThrownBy(() -> storage.newOids(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** CONFORMANCE 14: long metadata is kept in full. */
    @Test
    void metadata_long_isKeptInFull() throws Exception {
        String description = "ä".repeat(70_000);
        Map<String, String> properties = Map.of("k".repeat(70_000), "v".repeat(70_000), "", "");
        long tid = storage.commit(with(batch(write(1, 0, "a")), "u", description, properties), t -> {});
        TransactionMetadata kept = transactions(storage, tid, tid).get(0).metadata();
        assertThat(kept).isEqualTo(new TransactionMetadata("u", description, properties, false));
    }

    /** CONFORMANCE 18, 19, 20. */
    @Test
    void load_everySnapshot_givesItsRevision() throws Exception {
        List<Long> tids = new ArrayList<>();
        long serial = 0;
        for (int i = 0; i < 10; i++) {
            serial = commit(storage, write(5, serial, "r" + i));
            tids.add(serial);
            if (i % 3 == 0) {
                commit(storage);
            }
        }
        for (int i = 0; i < 10; i++) {
            assertThat(text(storage, 5, tids.get(i))).isEqualTo("r" + i);
            assertThat(storage.load(5, tids.get(i)).serial()).isEqualTo(tids.get(i));
            assertThat(text(storage, 5, tids.get(i) - 1)).isEqualTo(i == 0 ? null : "r" + (i - 1));
        }
    }

    @Test
    void records_ofAnySize_comeBack() throws Exception {
        Random random = new Random(4711);
        List<Write> writes = new ArrayList<>();
        for (int size : new int[] {0, 1, 980, 986, 987, 1000, 1024, 65_536, 300_000}) {
            byte[] record = new byte[size];
            random.nextBytes(record);
            writes.add(new Write(writes.size() + 1, 0, record));
        }
        long tid = storage.commit(batch(writes.toArray(Write[]::new)), t -> {});
        for (Write write : writes) {
            assertThat(storage.load(write.oid(), tid).record()).isEqualTo(write.record());
        }
    }

    /** CONFORMANCE 22. */
    @Test
    void transactions_bothEndsInclusive() throws Exception {
        List<Long> tids = new ArrayList<>();
        long serial = 0;
        for (int i = 0; i < 4; i++) {
            now.set(now.get().plusSeconds(1));
            serial = commit(storage, write(1, serial, "r" + i), write(i + 2, 0, "n" + i));
            tids.add(serial);
        }
        assertThat(tids(0, Long.MAX_VALUE)).isEqualTo(tids);
        assertThat(tids(tids.get(1), tids.get(2))).isEqualTo(tids.subList(1, 3));
        assertThat(tids(tids.get(1) - 1, tids.get(2) + 1)).isEqualTo(tids.subList(1, 3));
        assertThat(tids(tids.get(2), tids.get(2))).containsExactly(tids.get(2));
        assertThat(tids(tids.get(2), tids.get(1))).isEmpty();
        assertThat(tids(tids.get(3) + 1, Long.MAX_VALUE)).isEmpty();
        CommittedTransaction second =
                transactions(storage, tids.get(1), tids.get(1)).get(0);
        assertThat(second.writes())
                .extracting(Write::oid, Write::serialSeen, write -> new String(write.record(), UTF_8))
                .containsExactly(tuple(1L, tids.get(0), "r1"), tuple(3L, 0L, "n1"));
    }

    /** CONFORMANCE 23. */
    @Test
    void transactions_commitWhileIterating_isNotSeen() throws Exception {
        long first = commit(storage, write(1, 0, "a"));
        var running = storage.transactions(0, Long.MAX_VALUE);
        commit(storage, write(2, 0, "b"));
        assertThat(running.next().tid()).isEqualTo(first);
        assertThat(running.hasNext()).isFalse();
        assertThatThrownBy(running::next).isInstanceOf(NoSuchElementException.class);
    }

    /** CONFORMANCE 24. */
    @Test
    void transactions_preparedBranch_isNotReported() throws Exception {
        long first = commit(storage, write(1, 0, "a"));
        storage.prepare(branch(1, 1), batch(write(2, 0, "b")));
        assertThat(tids(0, Long.MAX_VALUE)).containsExactly(first);
        long third = commit(storage, write(3, 0, "c"));
        long second = storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(tids(0, Long.MAX_VALUE)).containsExactly(first, third, second);
        assertThat(transactions(storage, second, second).get(0).writes())
                .extracting(Write::oid)
                .containsExactly(2L);
    }

    @Test
    void transactions_many_canStartAnywhere() throws Exception {
        List<Long> tids = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            tids.add(commit(storage, write(i + 1, 0, "x")));
        }
        for (int from = 0; from < 700; from += 37) {
            assertThat(tids(tids.get(from), Long.MAX_VALUE)).isEqualTo(tids.subList(from, 700));
        }
    }

    @Test
    void changedBetween_recentCommits_givesDistinctOids() throws Exception {
        long first = commit(storage, write(1, 0, "a"), write(2, 0, "b"));
        long second = commit(storage, write(1, first, "a2"), write(7, 0, "c"));
        long third = commit(storage, write(1, second, "a3"));
        assertThat(storage.changedBetween(0, third)).containsExactly(1, 2, 7);
        assertThat(storage.changedBetween(first, third)).containsExactly(1, 7);
        assertThat(storage.changedBetween(first, second)).containsExactly(1, 7);
        assertThat(storage.changedBetween(second, third)).containsExactly(1);
        assertThat(storage.changedBetween(third, third)).isEmpty();
    }

    @Test
    void defineClass_isIdempotent() {
        assertThat(storage.defineClass(new byte[] {1})).isEqualTo(1);
        assertThat(storage.defineClass(new byte[] {2, 2})).isEqualTo(2);
        assertThat(storage.defineClass(new byte[] {1})).isEqualTo(1);
        assertThat(storage.classDescription(2)).containsExactly(2, 2);
        assertThat(storage.classDescription(3)).isNull();
        assertThat(storage.classDescription(0)).isNull();
        storage.classDescription(1)[0] = 99;
        assertThat(storage.classDescription(1)).containsExactly(1);
    }

    /** CONFORMANCE 17: the old state can be loaded, and nobody else can write. */
    @Test
    void prepared_holdsItsWrites() throws Exception {
        long first = commit(storage, write(1, 0, "a"), write(2, 0, "b"));
        storage.prepare(branch(1, 1), batch(write(1, first, "a2")));
        assertThat(text(storage, 1)).isEqualTo("a");
        assertThat(new String(storage.loadAppended(1).record(), UTF_8)).isEqualTo("a");
        Stale held = new Stale(1, first, first, branch(1, 1));
        assertHeld(held, batch(write(1, first, "x")));
        assertHeld(held, checks(new ReadCheck(1, first)));
        StaleRecordsException refused = catchThrowableOfType(
                StaleRecordsException.class, () -> storage.prepare(branch(2, 1), batch(write(1, first, "x"))));
        assertThat(refused.stale()).containsExactly(held);
        commit(storage, write(2, first, "b2"));

        long tid = storage.commitPrepared(branch(1, 1), t -> {});
        assertThat(text(storage, 1)).isEqualTo("a2");
        assertThat(text(storage, 1, tid - 1)).isEqualTo("a");
        assertThat(storage.load(1, tid).serial()).isEqualTo(tid);
        commit(storage, write(1, tid, "a3"));
    }

    @Test
    void prepared_holdsItsChecksAgainstWritersOnly() throws Exception {
        long first = commit(storage, write(1, 0, "a"), write(2, 0, "b"));
        storage.prepare(branch(1, 1), batch(write(2, first, "b2"), new ReadCheck(1, first)));
        storage.prepare(branch(2, 1), checks(new ReadCheck(1, first)));
        storage.commit(checks(new ReadCheck(1, first)), tid -> {});
        assertHeld(new Stale(1, first, first, branch(1, 1)), batch(write(1, first, "x")));
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertHeld(new Stale(1, first, first, branch(2, 1)), batch(write(1, first, "x")));
        storage.rollbackPrepared(branch(2, 1));
        commit(storage, write(1, first, "a2"));
        assertThat(text(storage, 1)).isEqualTo("a2");
    }

    @Test
    void prepared_newObject_isHeldToo() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertHeld(new Stale(1, 0, 0, branch(1, 1)), batch(write(1, 0, "b")));
        storage.rollbackPrepared(branch(1, 1));
        assertThat(storage.loadAppended(1)).isNull();
        commit(storage, write(1, 0, "b"));
    }

    @Test
    void prepared_isListedUntilDecided() throws Exception {
        long first = commit(storage, write(1, 0, "a"), write(9, 0, "n"));
        TransactionMetadata metadata = new TransactionMetadata("me", "why", Map.of("k", "v"), true);
        Batch batch = new Batch(List.of(write(1, first, "a2")), List.of(new ReadCheck(9, first)), metadata);
        storage.prepare(branch(1, 1), batch);
        storage.prepare(branch(1, 2), batch(write(2, 0, "b")));
        List<PreparedBranch> listed = storage.prepared();
        assertThat(listed).extracting(PreparedBranch::id).containsExactly(branch(1, 1), branch(1, 2));
        PreparedBranch found = listed.get(0);
        assertThat(found.since()).isEqualTo(now.get());
        assertThat(found.batch().metadata()).isEqualTo(metadata);
        assertThat(found.batch().checks()).containsExactly(new ReadCheck(9, first));
        assertThat(found.batch().writes().get(0).oid()).isEqualTo(1);
        assertThat(found.batch().writes().get(0).serialSeen()).isEqualTo(first);
        assertThat(found.batch().writes().get(0).record()).isEqualTo("a2".getBytes(UTF_8));
        storage.commitPrepared(branch(1, 1), tid -> {});
        storage.rollbackPrepared(branch(1, 2));
        assertThat(storage.prepared()).isEmpty();
        assertThat(text(storage, 2)).isNull();
    }

    @Test
    void prepared_unknownName_isNoSuchElement() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertThatThrownBy(() -> storage.commitPrepared(branch(1, 1), tid -> {}))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> storage.rollbackPrepared(branch(1, 1))).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> storage.rollbackPrepared(branch(1, 2))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void prepare_sameNameTwice_isIllegalArgument() throws Exception {
        storage.prepare(branch(1, 1), batch(write(1, 0, "a")));
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(2, 0, "b"))))
                .isInstanceOf(IllegalArgumentException.class);
        storage.commitPrepared(branch(1, 1), tid -> {});
        storage.prepare(branch(1, 1), batch(write(2, 0, "b")));
        assertThat(storage.prepared()).hasSize(1);
    }

    @Test
    void prepare_stale_keepsNothing() throws Exception {
        long first = commit(storage, write(1, 0, "a"));
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch(write(1, 0, "b"), write(2, 0, "c"))))
                .isInstanceOf(StaleRecordsException.class);
        assertThat(storage.prepared()).isEmpty();
        commit(storage, write(1, first, "a2"), write(2, 0, "c2"));
    }

    @Test
    void awaitPublished_nothingPending_returns() throws Exception {
        long tid = commit(storage, write(1, 0, "a"));
        storage.awaitPublished();
        assertThat(storage.lastTid()).isEqualTo(tid);
    }

    @Test
    void close_twiceAndUse_isIllegalState() throws Exception {
        commit(storage, write(1, 0, "a"));
        storage.close();
        storage.close();
        assertThatThrownBy(() -> storage.load(1, Long.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.loadAppended(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> commit(storage)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.prepare(branch(1, 1), batch())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.newOids(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.defineClass(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.lastTid()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.prepared()).isInstanceOf(IllegalStateException.class);
    }

    private void assertHeld(Stale expected, Batch batch) {
        StaleRecordsException refused =
                catchThrowableOfType(StaleRecordsException.class, () -> storage.commit(batch, tid -> {}));
        assertThat(refused.stale()).containsExactly(expected);
    }

    private List<Long> tids(long first, long last) {
        return transactions(storage, first, last).stream()
                .map(CommittedTransaction::tid)
                .toList();
    }
}

package dev.odb.core.storage;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.checks;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.transactions;
import static dev.odb.core.storage.Batches.with;
import static dev.odb.core.storage.Batches.write;
import static dev.odb.core.storage.Packs.dryRun;
import static dev.odb.core.storage.Packs.keepingUnreachable;
import static dev.odb.core.storage.Packs.to;
import static dev.odb.core.storage.Packs.watched;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.PackException;
import dev.odb.PackProgress.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage keeps and drops when it is packed. */
public abstract class PackConformance implements VersionPackCases {
    protected Storage storage;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));

    /** A new, empty storage with that clock. */
    protected abstract Storage create(InstantSource clock) throws Exception;

    /** How many random lives the thorough tier has. */
    protected int lives() {
        return 200;
    }

    /** One more, new and empty. */
    protected Storage another(int number) throws Exception {
        return create(clock());
    }

    /** Whether a record whose references cannot be read can be stored, to be met by a pack. */
    protected boolean storesUnreadable() {
        return true;
    }

    /** Lets a durable storage be closed and opened again, so that what is checked is what is stored. */
    protected void reopen() throws Exception {}

    @Override
    public final Storage packable() {
        return storage;
    }

    @Override
    public final void reopenPacked() throws Exception {
        reopen();
    }

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

    /** CONFORMANCE 40. */
    @Test
    void pack_emptyStorage_doesNothing() throws Exception {
        for (long time : new long[] {0, 1, Long.MAX_VALUE}) {
            PackResult result = storage.pack(to(time));
            assertThat(result.before()).isEqualTo(result.after());
            assertThat(result.packedTid()).isZero();
        }
        reopen();
        assertThat(storage.packedTid()).isZero();
        commit(storage, write(0, 0, "root>"));
    }

    /** CONFORMANCE 40: a pack time before everything and one after everything. */
    @Test
    void pack_beforeTheFirstOrAfterTheLast_isNoError() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a"));
        assertThat(storage.pack(to(first - 1)).packedTid()).isZero();
        assertThat(storage.pack(to(Long.MAX_VALUE)).packedTid()).isEqualTo(first);
        assertThat(storage.packedTid()).isEqualTo(first);
        reopen();
        assertThat(storage.packedTid()).isEqualTo(first);
        assertThat(text(storage, 1)).isEqualTo("a");
        assertThat(commit(storage, write(1, first, "b"))).isGreaterThan(first);
    }

    /** CONFORMANCE 41. */
    @Test
    void pack_unreferencedObject_isGone() throws Exception {
        long serial = threeRevisions();
        PackResult result = storage.pack(to(serial));
        assertThat(result.before().objects()).isEqualTo(2);
        assertThat(result.before().revisions()).isEqualTo(4);
        assertThat(result.after().objects()).isEqualTo(1);
        assertThat(result.after().revisions()).isEqualTo(1);
        assertThat(result.after().transactions()).isEqualTo(1);
        assertThat(storage.exists(1)).isFalse();
        reopen();
        assertThat(storage.load(1, serial)).isNull();
        assertThat(storage.loadAppended(1)).isNull();
        assertThat(storage.exists(1)).isFalse();
        assertThat(text(storage, 0)).isEqualTo("root>");
    }

    /** CONFORMANCE 41: with garbage kept only the old revisions go. */
    @Test
    void pack_keepingUnreachable_dropsOldRevisionsOnly() throws Exception {
        long serial = threeRevisions();
        PackResult result = storage.pack(keepingUnreachable(serial));
        assertThat(result.after().objects()).isEqualTo(2);
        assertThat(result.after().revisions()).isEqualTo(2);
        reopen();
        assertThat(text(storage, 1)).isEqualTo("c");
        assertThat(storage.load(1, serial - 1)).isNull();
    }

    private long threeRevisions() throws Exception {
        commit(storage, write(0, 0, "root>"));
        long first = commit(storage, write(1, 0, "a"));
        long second = commit(storage, write(1, first, "b"));
        return commit(storage, write(1, second, "c"));
    }

    /** CONFORMANCE 42. */
    @Test
    void pack_referencedObject_keepsItsNewestRevisionWithItsSerial() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a>2"), write(2, 0, "x"));
        long second = commit(storage, write(1, first, "b>2"));
        long third = commit(storage, write(1, second, "c>2"));
        PackResult result = storage.pack(to(third));
        assertThat(result.before().revisions() - result.after().revisions()).isEqualTo(2);
        assertThat(result.before().transactions() - result.after().transactions())
                .isEqualTo(1);
        reopen();
        assertThat(storage.load(1, third).serial()).isEqualTo(third);
        assertThat(storage.loadAppended(1).serial()).isEqualTo(third);
        assertThat(text(storage, 1)).isEqualTo("c>2");
        assertThat(storage.load(1, third - 1)).isNull();
        assertThat(storage.load(2, third).serial()).isEqualTo(first);
        assertThat(transactions(storage, 0, Long.MAX_VALUE))
                .extracting(CommittedTransaction::tid)
                .containsExactly(first, third);
        long fourth = commit(storage, write(1, third, "d>2"));
        assertThat(text(storage, 1, third)).isEqualTo("c>2");
        assertThat(text(storage, 1, fourth)).isEqualTo("d>2");
    }

    /** What was current at the pack time stays readable from there on, and so does every later state. */
    @Test
    void pack_inTheMiddle_laterSnapshotsAreAsBefore() throws Exception {
        List<Long> tids = new ArrayList<>();
        tids.add(commit(storage, write(0, 0, "root>1"), write(1, 0, "0")));
        for (int i = 1; i < 10; i++) {
            tids.add(commit(storage, write(1, tids.get(i - 1), "" + i)));
        }
        assertThat(storage.pack(to(tids.get(5) + 0)).packedTid()).isEqualTo(tids.get(5));
        reopen();
        for (int i = 0; i < 10; i++) {
            assertThat(text(storage, 1, tids.get(i))).isEqualTo(i < 5 ? null : "" + i);
        }
        assertThat(transactions(storage, tids.get(6), tids.get(6)).get(0).writes())
                .extracting(Write::serialSeen)
                .containsExactly(tids.get(5));
        assertThat(transactions(storage, tids.get(5), tids.get(5)).get(0).writes())
                .extracting(Write::serialSeen)
                .containsExactly(0L);
    }

    /** CONFORMANCE 45. */
    @Test
    void pack_targetOfOldRevisionsOnly_isGone() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a>2"), write(2, 0, "b"));
        long second = commit(storage, write(1, first, "a>"));
        long third = commit(storage, write(1, second, "a again>"));
        storage.pack(to(third));
        reopen();
        assertThat(storage.exists(2)).isFalse();
        assertThat(text(storage, 1)).isEqualTo("a again>");
    }

    /** CONFORMANCE 2.3: unlinked after the pack time, so that the unlinking can be undone. */
    @Test
    void pack_unlinkedAfterPackTime_stays() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a"));
        commit(storage, write(0, first, "root>"));
        storage.pack(to(first));
        reopen();
        assertThat(text(storage, 1)).isEqualTo("a");
        assertThat(text(storage, 0, first)).isEqualTo("root>1");
    }

    /**
     * CONFORMANCE 2.3: the hole in ZODB's FileStorage: an object that nothing referred to at the pack time, and that an
     * ordinary transaction linked again afterwards, was collected, and the link led nowhere.
     */
    @Test
    void pack_unreachableAtPackTimeAndLinkedLater_staysWithWhatItReaches() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a>2"), write(2, 0, "b>3"), write(3, 0, "c"));
        long second = commit(storage, write(0, first, "root>"));
        long third = commit(storage, write(0, second, "root>1"));
        storage.pack(to(second));
        reopen();
        assertThat(text(storage, 1)).isEqualTo("a>2");
        assertThat(text(storage, 2)).isEqualTo("b>3");
        assertThat(text(storage, 3)).isEqualTo("c");
        assertThat(storage.load(1, third).serial()).isEqualTo(first);
    }

    /** The state before a change after the pack time stays with what it reaches, since the change can be undone. */
    @Test
    void pack_writtenAgainLater_stateBeforeStays() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a>2"), write(2, 0, "b"));
        long second = commit(storage, write(0, first, "root>"));
        long third = commit(storage, write(0, second, "root>1"), write(1, first, "a changed>"));
        storage.pack(to(second));
        reopen();
        assertThat(text(storage, 1, second)).isEqualTo("a>2");
        assertThat(text(storage, 2)).isEqualTo("b");
        assertThat(transactions(storage, third, third).get(0).writes())
                .extracting(Write::oid, Write::serialSeen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0L, second),
                        org.assertj.core.groups.Tuple.tuple(1L, first));
    }

    @Test
    void pack_newAfterPackTime_staysThoughUnreachable() throws Exception {
        long first = commit(storage, write(0, 0, "root>"));
        commit(storage, write(5, 0, "lonely>6"), write(6, 0, "friend"));
        storage.pack(to(first));
        reopen();
        assertThat(text(storage, 5)).isEqualTo("lonely>6");
        assertThat(text(storage, 6)).isEqualTo("friend");
    }

    @Test
    void pack_circlesAndLongChains_areFollowedOrDropped() throws Exception {
        List<Write> writes = new ArrayList<>();
        int many = 3000;
        writes.add(write(0, 0, "root>" + many));
        writes.add(write(1, 0, "end>" + many));
        for (int i = 2; i <= many; i++) {
            writes.add(write(i, 0, "n>" + (i - 1)));
        }
        for (int i = 1; i <= many; i++) {
            writes.add(write(many + i, 0, "garbage>" + (many + i % many + 1)));
        }
        long tid = commit(storage, writes.toArray(Write[]::new));
        PackResult result = storage.pack(to(tid));
        assertThat(result.before().objects()).isEqualTo(2 * many + 1);
        assertThat(result.after().objects()).isEqualTo(many + 1);
        reopen();
        for (int i = 0; i <= many; i++) {
            assertThat(storage.exists(i)).isTrue();
            assertThat(storage.exists(many + 1 + i)).isFalse();
        }
    }

    @Test
    void pack_farOids_areFollowed() throws Exception {
        long far = 1L << 45;
        long tid = commit(
                storage, write(0, 0, "root>" + far), write(far, 0, "far>" + (far + 9)), write(far + 9, 0, "farther"));
        storage.pack(to(tid));
        reopen();
        assertThat(text(storage, far + 9)).isEqualTo("farther");
        assertThat(storage.newOids(1)).isGreaterThan(far + 9);
    }

    @Test
    void pack_preparedBranch_keepsWhatItWritesAndRefersTo() throws Exception {
        long first = commit(
                storage,
                write(0, 0, "root>1,2"),
                write(1, 0, "a"),
                write(2, 0, "b>3"),
                write(3, 0, "c"),
                write(4, 0, "d"));
        long second = commit(storage, write(0, first, "root>"));
        storage.prepare(branch(1, 1), batch(write(0, second, "root>1"), write(5, 0, "new>2")));
        storage.prepare(branch(2, 1), with(checks(new ReadCheck(1, first)), "u", "why", Map.of("k", "v")));
        List<String> before = texts(storage.prepared());
        storage.pack(to(second));
        assertThat(storage.exists(4)).isFalse();
        assertThat(texts(storage.prepared())).isEqualTo(before);
        reopen();
        assertThat(texts(storage.prepared())).isEqualTo(before);
        assertThatThrownBy(() -> commit(storage, write(0, second, "x"))).isInstanceOf(StaleRecordsException.class);
        long third = storage.commitPrepared(branch(1, 1), tid -> {});
        storage.rollbackPrepared(branch(2, 1));
        reopen();
        assertThat(storage.prepared()).isEmpty();
        assertThat(text(storage, 0)).isEqualTo("root>1");
        assertThat(text(storage, 0, second)).isEqualTo("root>");
        assertThat(storage.load(5, third).serial()).isEqualTo(third);
        assertThat(text(storage, 1)).isEqualTo("a");
        assertThat(text(storage, 3)).isEqualTo("c");
    }

    private static List<String> texts(List<PreparedBranch> branches) {
        return branches.stream()
                .map(branch -> branch.id() + " " + branch.since() + " "
                        + branch.batch().metadata() + branch.batch().checks()
                        + branch.batch().writes().stream()
                                .map(write -> write.oid() + ":" + write.serialSeen() + ":"
                                        + new String(write.record(), UTF_8))
                                .toList())
                .toList();
    }

    @Test
    void pack_branchesDecidedBefore_areTransactionsLikeOthers() throws Exception {
        commit(storage, write(0, 0, "root>1,2"));
        storage.prepare(branch(1, 1), batch(write(1, 0, "one")));
        storage.prepare(branch(2, 1), batch(write(2, 0, "two")));
        storage.prepare(branch(3, 1), batch(write(3, 0, "gone")));
        long second = storage.commitPrepared(branch(2, 1), tid -> {});
        long first = storage.commitPrepared(branch(1, 1), tid -> {});
        storage.rollbackPrepared(branch(3, 1));
        storage.pack(to(second));
        reopen();
        assertThat(storage.prepared()).isEmpty();
        assertThat(storage.load(1, first).serial()).isEqualTo(first);
        assertThat(storage.load(2, first).serial()).isEqualTo(second);
        assertThat(storage.exists(3)).isFalse();
        storage.prepare(branch(1, 1), batch(write(1, first, "again")));
        storage.rollbackPrepared(branch(1, 1));
    }

    /** Whatever becomes of what they wrote. */
    @Test
    void pack_keepsDecisionsByHandUntilTheyAreForgotten() throws Exception {
        commit(storage, write(0, 0, "root>1"));
        for (int i = 1; i <= 4; i++) {
            storage.prepare(branch(i, 1), batch(write(i, 0, "object " + i)));
        }
        long tid = storage.commitByHand(branch(1, 1), t -> {});
        storage.commitByHand(branch(2, 1), t -> {});
        storage.rollbackByHand(branch(3, 1));
        storage.rollbackByHand(branch(4, 1));
        storage.forget(branch(4, 1));
        List<HeuristicDecision> before = storage.decidedByHand();
        storage.pack(to(storage.lastTid()));
        assertThat(storage.exists(2)).as("nobody refers to it").isFalse();
        for (int i = 0; i < 2; i++) {
            assertThat(storage.decidedByHand()).isEqualTo(before).hasSize(3);
            assertThat(storage.load(1, tid).serial()).isEqualTo(tid);
            assertThatThrownBy(() -> storage.commitPrepared(branch(3, 1), t -> {}))
                    .isInstanceOf(DecidedByHandException.class);
            reopen();
        }
        before.forEach(decision -> storage.forget(decision.id()));
        storage.pack(to(commit(storage, write(0, storage.loadAppended(0).serial(), "root>1"))));
        reopen();
        assertThat(storage.decidedByHand()).isEmpty();
    }

    @Test
    void pack_keepsClassesMetadataAndOids() throws Exception {
        int type = storage.defineClass(new byte[] {1, 2, 3});
        long oid = storage.newOids(2000);
        long first = storage.commit(with(batch(write(0, 0, "root>")), "me", "the first", Map.of("k", "v")), tid -> {});
        int second = storage.defineClass(new byte[] {4});
        storage.pack(to(first));
        assertThat(storage.newOids(1)).isGreaterThanOrEqualTo(oid + 2000);
        reopen();
        assertThat(storage.classDescription(type)).containsExactly(1, 2, 3);
        assertThat(storage.defineClass(new byte[] {4})).isEqualTo(second);
        assertThat(storage.newOids(1)).isGreaterThan(oid + 2000);
        assertThat(transactions(storage, 0, Long.MAX_VALUE))
                .singleElement()
                .extracting(CommittedTransaction::metadata)
                .isEqualTo(new TransactionMetadata("me", "the first", Map.of("k", "v"), false));
    }

    /** A pack to a time that was packed already: nothing is lost, and nothing happens. */
    @Test
    void pack_again_doesNothing() throws Exception {
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "a"), write(2, 0, "garbage"));
        long second = commit(storage, write(1, first, "b"));
        long third = commit(storage, write(1, second, "c"), write(3, 0, "garbage"));
        storage.pack(to(second));
        for (long time : new long[] {first, second, second + (third - second) / 2}) {
            PackResult again = storage.pack(to(time));
            assertThat(again.before()).isEqualTo(again.after());
            assertThat(again.packedTid()).isEqualTo(second);
        }
        assertThat(storage.packedTid()).isEqualTo(second);
        PackResult later = storage.pack(to(third));
        assertThat(later.before().objects() - later.after().objects()).isEqualTo(1);
        assertThat(later.before().revisions() - later.after().revisions()).isEqualTo(2);
        reopen();
        assertThat(text(storage, 1)).isEqualTo("c");
        assertThat(storage.packedTid()).isEqualTo(third);
    }

    @Test
    void dryRun_countsAndChangesNothing() throws Exception {
        long serial = threeRevisions();
        List<Phase> phases = new ArrayList<>();
        PackResult dry = storage.pack(dryRun(serial));
        assertThat(storage.exists(1)).isTrue();
        assertThat(storage.packedTid()).isZero();
        assertThat(transactions(storage, 0, Long.MAX_VALUE)).hasSize(4);
        PackResult wet = storage.pack(watched(serial, (phase, done, total) -> phases.add(phase)));
        assertThat(dry.before().objects()).isEqualTo(wet.before().objects());
        assertThat(dry.before().revisions()).isEqualTo(wet.before().revisions());
        assertThat(dry.before().transactions()).isEqualTo(wet.before().transactions());
        assertThat(dry.after().objects()).isEqualTo(wet.after().objects());
        assertThat(dry.after().revisions()).isEqualTo(wet.after().revisions());
        assertThat(dry.after().transactions()).isEqualTo(wet.after().transactions());
        assertThat(phases).isSorted().contains(Phase.KEEP);
    }

    @Test
    void monitorCancels_nothingChanges() throws Exception {
        long serial = threeRevisions();
        Set<Phase> met = EnumSet.noneOf(Phase.class);
        storage.pack(watched(0, (phase, done, total) -> met.add(phase)));
        for (Phase last : EnumSet.of(Phase.KEEP)) {
            PackMonitor monitor = (phase, done, total) -> {
                if (phase == last) {
                    throw new CancellationException("enough");
                }
            };
            assertThatThrownBy(() -> storage.pack(watched(serial, monitor))).isInstanceOf(CancellationException.class);
            assertThat(storage.exists(1)).isTrue();
            assertThat(text(storage, 1)).isEqualTo("c");
            assertThat(storage.packedTid()).isZero();
        }
        reopen();
        assertThat(text(storage, 1)).isEqualTo("c");
        storage.pack(to(serial));
        assertThat(storage.exists(1)).isFalse();
    }

    @Test
    void packWithinPack_isRefused() throws Exception {
        long serial = threeRevisions();
        List<Throwable> refused = new ArrayList<>();
        PackMonitor monitor = (phase, done, total) -> {
            try {
                storage.pack(to(serial));
            } catch (PackException e) {
                refused.add(e);
            }
        };
        storage.pack(watched(serial, monitor));
        assertThat(refused).isNotEmpty().allSatisfy(e -> assertThat(e).hasMessageContaining("ODB-4480"));
        assertThat(storage.exists(1)).isFalse();
    }

    /** CONFORMANCE 48. */
    @Test
    void unreadableRecord_packFailsAndChangesNothing() throws Exception {
        if (!storesUnreadable()) {
            assertThatThrownBy(() -> commit(storage, write(0, 0, "root>1"), write(1, 0, "!?")))
                    .isInstanceOf(CorruptStorageException.class);
            assertThat(storage.lastTid()).isZero();
            return;
        }
        long first = commit(storage, write(0, 0, "root>1"), write(1, 0, "!?"), write(2, 0, "garbage"));
        assertThatThrownBy(() -> storage.pack(to(first)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("ODB-4481")
                .hasMessageContaining("'!?'");
        assertThat(text(storage, 2)).isEqualTo("garbage");
        reopen();
        assertThat(text(storage, 2)).isEqualTo("garbage");
        long second = commit(storage, write(1, first, "good"));
        storage.pack(to(second));
        assertThat(storage.exists(2)).isFalse();
    }

    /** What is committed after the pack has looked is looked at before it decides; then it is not asked again. */
    @Test
    void commitsDuringPack_areKeptWithWhatTheyReferTo() throws Exception {
        long first = commit(
                storage,
                write(0, 0, "root>"),
                write(1, 0, "a>2"),
                write(2, 0, "b"),
                write(3, 0, "c"),
                write(4, 0, "d"));
        long[] serials = {first, 0};
        PackRequest request =
                new PackRequest(first, false, false, Packs::references, (phase, done, total) -> {}, step -> {
                    serials[0] = unchecked(write(0, first, "root>1"));
                    step.run();
                    assertThat(storage.exists(1)).isTrue();
                    assertThat(storage.exists(2)).isTrue();
                    assertThat(storage.exists(3)).isFalse();
                    serials[1] = unchecked(write(5, 0, "new"));
                    assertThat(storage.exists(5)).isTrue();
                });
        storage.pack(request);
        reopen();
        assertThat(storage.lastTid()).isEqualTo(serials[1]);
        assertThat(text(storage, 0)).isEqualTo("root>1");
        assertThat(text(storage, 0, first)).isEqualTo("root>");
        assertThat(text(storage, 2)).isEqualTo("b");
        assertThat(text(storage, 5)).isEqualTo("new");
        assertThat(storage.exists(3)).isFalse();
        assertThat(storage.exists(4)).isFalse();
        commit(storage, write(5, serials[1], "newer"));
    }

    private long unchecked(Write write) {
        try {
            return commit(storage, write);
        } catch (StaleRecordsException e) {
            throw new AssertionError(e);
        }
    }

    /** CONFORMANCE 44: iteration that began before a pack goes on. */
    @Test
    void iterationOverPack_goesOn() throws Exception {
        long serial = commit(storage, write(0, 0, "root>"));
        List<Long> tids = new ArrayList<>(List.of(serial));
        for (int i = 1; i < 50; i++) {
            serial = commit(storage, write(0, serial, "root" + i + ">"));
            tids.add(serial);
        }
        var running = storage.transactions(0, Long.MAX_VALUE);
        for (int i = 0; i < 10; i++) {
            assertThat(running.next().tid()).isEqualTo(tids.get(i));
        }
        storage.pack(to(tids.get(29)));
        List<Long> rest = new ArrayList<>();
        running.forEachRemaining(transaction -> {
            rest.add(transaction.tid());
            assertThat(transaction.writes()).hasSize(1);
            assertThat(new String(transaction.writes().get(0).record(), UTF_8)).startsWith("root");
        });
        assertThat(rest).isSorted().endsWith(tids.subList(29, 50).toArray(Long[]::new));
    }

    /** Random graphs, branches and packs; what is left is exactly what a model in plain Java says. */
    @Test
    void randomPacks_keepWhatTheModelKeeps() throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        int lives = (int) Math.max(1, lives() * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        for (int life = 0; life < lives; life++) {
            String name = getClass().getSimpleName() + ", seed " + seed + ", life " + life;
            PackModel model = new PackModel(new Random(seed + life), name);
            for (int i = 0; i < 4; i++) {
                for (int k = 0; k < 15; k++) {
                    model.step(storage);
                }
                model.pack(storage);
                model.check(storage);
                reopen();
                model.check(storage);
            }
            storage.close();
            storage = another(life);
        }
    }

    /** What the tombstone replaced is old; it goes with its object unless that is referred to, or it is newer. */
    @Test
    void pack_tombstones_goIfTheyArePackedAndNobodyRefersToThem() throws Exception {
        long first = commit(
                storage, write(0, 0, "root>3"), write(1, 0, "alone>4"), write(2, 0, "late>5"), write(3, 0, "linked>6"));
        long packed = commit(storage, write(1, first, ""), write(3, first, ""));
        long late = commit(storage, write(2, first, ""));
        storage.pack(to(packed));
        for (int i = 0; i < 2; i++) {
            assertThat(storage.exists(1)).isFalse();
            assertThat(text(storage, 2)).isNull();
            assertThat(text(storage, 2, packed))
                    .as("written after the pack time")
                    .isEqualTo("late>5");
            assertThat(text(storage, 3)).isNull();
            reopen();
        }
        storage.prepare(branch(1, 1), batch(write(3, packed, "")));
        long back = commit(storage, write(2, late, "back>"));
        storage.pack(to(back));
        reopen();
        storage.commitPrepared(branch(1, 1), tid -> {});
        assertThat(text(storage, 3)).isNull();
        assertThat(text(storage, 2)).as("nobody refers to it").isNull();
        assertThat(storage.exists(2)).isFalse();
    }

    @Test
    void close_endsPack() throws Exception {
        long serial = threeRevisions();
        PackMonitor monitor = (phase, done, total) -> storage.close();
        assertThatThrownBy(() -> storage.pack(watched(serial, monitor))).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> storage.pack(to(serial))).isInstanceOf(IllegalStateException.class);
    }
}

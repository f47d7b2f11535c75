package dev.odb.storage.jdbc;

import static dev.odb.core.storage.Batches.batch;
import static dev.odb.core.storage.Batches.branch;
import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.DecidedByHandException;
import dev.odb.core.storage.OthersListener;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.StaleRecordsException.Stale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two storages on one database, as two processes have them. */
abstract class SharedDatabaseCases {
    private static final double SCALE = Double.parseDouble(System.getProperty("odb.test.scale", "0.05"));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String url;
    private JdbcStorage first;
    private JdbcStorage second;

    /** An empty database. */
    abstract String newDatabase();

    @BeforeEach
    void openTwo() {
        url = newDatabase();
        first = open();
        second = open();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        threads.shutdownNow();
    }

    JdbcStorage open() {
        return Databases.open(url, false, InstantSource.system());
    }

    @Test
    void poll_learnsWhatOthersCommitted() throws Exception {
        Heard heard = new Heard();
        second.onOthers(heard);
        long one = commit(first, write(1, 0, "a"), write(2, 0, "b"));
        long two = commit(first, write(1, one, "c"));
        assertThat(second.lastTid()).isZero();
        second.poll();
        assertThat(second.lastTid()).isEqualTo(two);
        assertThat(text(second, 1)).isEqualTo("c");
        assertThat(second.changedBetween(0, one)).containsExactly(1, 2);
        assertThat(second.changedBetween(one, two)).containsExactly(1);
        assertThat(heard.tids).containsExactly(one, two);
        assertThat(heard.horizons).as("told before it is shown").containsExactly(0L, one);
        assertThat(heard.published).isEqualTo(1);
        second.poll();
        assertThat(heard.tids).hasSize(2);
    }

    @Test
    void ownCommit_isPublishedAfterWhatOthersCommittedBefore() throws Exception {
        Heard heard = new Heard();
        second.onOthers(heard);
        long theirs = commit(first, write(1, 0, "a"));
        long mine = commit(second, write(2, 0, "b"));
        assertThat(heard.tids).containsExactly(theirs);
        assertThat(second.lastTid()).isEqualTo(mine);
        assertThat(second.changedBetween(0, mine)).containsExactly(1, 2);
        assertThat(text(second, 1)).isEqualTo("a");
    }

    @Test
    void commitOnWhatAnotherHasReplaced_isStale() throws Exception {
        long one = commit(first, write(1, 0, "a"));
        long two = commit(second, write(1, one, "b"));
        assertThat(stale(() -> commit(first, write(1, one, "c")))).containsExactly(new Stale(1, one, two, null));
        commit(first, write(1, two, "c"));
    }

    @Test
    void branchOfAnotherProcess_holdsItsObjects() throws Exception {
        long one = commit(first, write(1, 0, "a"), write(2, 0, "a"));
        BranchId branch = branch(1, 1);
        first.prepare(branch, batch(write(1, one, "b"), new ReadCheck(2, one)));
        assertThat(stale(() -> commit(second, write(1, one, "c")))).containsExactly(new Stale(1, one, one, branch));
        assertThat(stale(() -> commit(second, write(2, one, "c")))).containsExactly(new Stale(2, one, one, branch));
        assertThat(stale(() -> second.prepare(branch(2, 1), batch(write(3, 0, "c"), new ReadCheck(1, one)))))
                .containsExactly(new Stale(1, one, one, branch));
        second.prepare(branch(2, 1), batch(write(3, 0, "c"), new ReadCheck(2, one)));
        assertThat(second.prepared()).hasSize(2);
        first.rollbackPrepared(branch);
        second.rollbackPrepared(branch(2, 1));
        commit(second, write(1, one, "c"), write(2, one, "c"));
    }

    @Test
    void branchOfAnotherProcess_canBeCommitted() throws Exception {
        Heard heard = new Heard();
        first.onOthers(heard);
        first.prepare(branch(1, 1), batch(write(1, 0, "a")));
        List<Long> appended = new ArrayList<>();
        long tid = second.commitPrepared(branch(1, 1), appended::add);
        assertThat(appended).containsExactly(tid);
        assertThat(text(second, 1)).isEqualTo("a");
        first.poll();
        assertThat(text(first, 1)).isEqualTo("a");
        assertThat(heard.decided).containsExactly(branch(1, 1));
        assertThatThrownBy(() -> first.commitPrepared(branch(1, 1), at -> {}))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> first.rollbackPrepared(branch(1, 1))).isInstanceOf(NoSuchElementException.class);
        commit(first, write(1, tid, "b"));
    }

    @Test
    void branchOfAnotherProcess_canBeRolledBack() throws Exception {
        Heard heard = new Heard();
        first.onOthers(heard);
        first.prepare(branch(1, 1), batch(write(1, 0, "a")));
        second.rollbackPrepared(branch(1, 1));
        assertThat(first.prepared()).isEmpty();
        first.poll();
        assertThat(heard.decided).containsExactly(branch(1, 1));
        commit(first, write(1, 0, "b"));
    }

    @Test
    void decisionByHand_isSeenEverywhere() throws Exception {
        first.prepare(branch(1, 1), batch(write(1, 0, "a")));
        first.prepare(branch(1, 2), batch(write(2, 0, "a")));
        long tid = second.commitByHand(branch(1, 1), at -> {});
        second.rollbackByHand(branch(1, 2));
        assertThatThrownBy(() -> first.commitPrepared(branch(1, 1), at -> {}))
                .isInstanceOf(DecidedByHandException.class);
        assertThatThrownBy(() -> first.rollbackPrepared(branch(1, 2))).isInstanceOf(DecidedByHandException.class);
        assertThatThrownBy(() -> first.prepare(branch(1, 2), batch(write(3, 0, "a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(first.decidedByHand()).isEqualTo(second.decidedByHand()).hasSize(2);
        assertThat(first.decidedByHand().get(0).tid()).isEqualTo(tid);
        first.forget(branch(1, 1));
        assertThatThrownBy(() -> second.forget(branch(1, 1))).isInstanceOf(NoSuchElementException.class);
        second.forget(branch(1, 2));
        assertThat(first.decidedByHand()).isEmpty();
    }

    /** One wins, the other is told that there is no such branch. */
    @Test
    void branchDecidedTwiceAtOnce_isDecidedOnce() throws Exception {
        int rounds = Math.max(10, (int) (200 * SCALE));
        for (int i = 0; i < rounds; i++) {
            BranchId branch = branch(1, 1);
            first.prepare(branch, batch(write(i + 1L, 0, "a")));
            boolean committed = i % 2 == 0;
            int won = together(
                    () -> decided(() -> first.commitPrepared(branch, tid -> {})),
                    () -> decided(
                            committed
                                    ? () -> second.commitPrepared(branch, tid -> {})
                                    : () -> second.rollbackPrepared(branch)));
            assertThat(won).isOne();
            assertThat(first.prepared()).isEmpty();
        }
    }

    private static int decided(Runnable decision) {
        try {
            decision.run();
            return 1;
        } catch (NoSuchElementException e) {
            return 0;
        }
    }

    /** Whatever is acknowledged anywhere before a poll is seen after it. */
    @Test
    void pollWhileEverybodyCommits_missesNothing() throws Exception {
        int commits = Math.max(50, (int) (2000 * SCALE));
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicLong serial = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        Heard heard = new Heard();
        second.onOthers(heard);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(threads.submit(() -> {
                while (!done.get()) {
                    int expected = acknowledged.get();
                    long written = serial.get();
                    // H2 would now and then give the answer before last
                    assertThat(second.serial(1, Long.MAX_VALUE)).isGreaterThanOrEqualTo(written);
                    second.poll();
                    assertThat(number(text(second, 1))).isGreaterThanOrEqualTo(expected);
                }
                return null;
            }));
        }
        Future<Integer> mine = threads.submit(() -> count(second, 2, commits, new AtomicInteger(), new AtomicLong()));
        count(first, 1, commits, acknowledged, serial);
        assertThat(mine.get(2, TimeUnit.MINUTES)).isEqualTo(commits);
        done.set(true);
        for (Future<?> reader : readers) {
            reader.get(2, TimeUnit.MINUTES);
        }
        second.poll();
        assertThat(heard.tids)
                .as("each once, in order")
                .hasSize(commits)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(heard.horizons).as("told before it is shown").isSorted();
        for (int i = 0; i < commits; i++) {
            assertThat(heard.horizons.get(i)).isLessThan(heard.tids.get(i));
        }
    }

    /**
     * One has drawn its tid and takes long to commit: nobody draws a later one meanwhile, and no poll passes it. With tids from a
     * sequence polls missed a quarter of all commits.
     */
    @Test
    void slowCommitter_isNotPassedByAnybody() throws Exception {
        UnreliableConnections connections = new UnreliableConnections(url);
        CountDownLatch drawn = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (JdbcStorage slow = JdbcStorage.open(connections.address(), false, JdbcSettings.DEFAULT)) {
            connections.before(() -> {
                drawn.countDown();
                assertThat(go.await(1, TimeUnit.MINUTES)).isTrue();
            });
            Future<Long> slowly = threads.submit(() -> commit(slow, write(1, 0, "slow")));
            assertThat(drawn.await(1, TimeUnit.MINUTES)).isTrue();
            Future<Long> next = threads.submit(() -> commit(second, write(2, 0, "next")));
            for (int i = 0; i < 50; i++) {
                first.poll();
                assertThat(first.lastTid()).isZero();
            }
            assertThat(next.isDone()).isFalse();
            go.countDown();
            long one = slowly.get(1, TimeUnit.MINUTES);
            long two = next.get(1, TimeUnit.MINUTES);
            assertThat(two).isGreaterThan(one);
            first.poll();
            assertThat(first.lastTid()).isEqualTo(two);
            assertThat(first.changedBetween(0, one)).containsExactly(1);
            assertThat(first.changedBetween(one, two)).containsExactly(2);
        }
    }

    @Test
    void contentStagedByALivingProcess_isItsOwn() throws Exception {
        ContentKey key = new ContentKey(1, UUID.randomUUID());
        Path draft = first.contents().drafts().resolve("draft");
        Files.writeString(draft, "hello");
        first.contents().stage(key, draft, 0);
        assertThat(first.contents().staged()).hasSize(1);
        assertThat(second.contents().staged()).isEmpty();
        assertThat(second.contents().contains(key)).isTrue();
        first.close();
        assertThat(second.contents().staged()).hasSize(1);
    }

    private static int count(JdbcStorage storage, long oid, int times, AtomicInteger acknowledged, AtomicLong newest)
            throws Exception {
        long serial = 0;
        for (int i = 1; i <= times; i++) {
            serial = commit(storage, write(oid, serial, String.valueOf(i)));
            newest.set(serial);
            acknowledged.set(i);
        }
        return times;
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    @Test
    void oids_areGivenOnce() throws Exception {
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            for (JdbcStorage storage : List.of(first, second)) {
                long from = storage.newOids(100);
                for (long oid = from; oid < from + 100; oid++) {
                    assertThat(given.add(oid)).isTrue();
                }
                commit(storage, write(from, 0, "a"));
            }
        }
        assertThat(first.oidEnd()).isEqualTo(second.oidEnd()).isGreaterThan(6000);
    }

    /** Who writes what another has made goes on with its own range. */
    @Test
    void writingObjectsOfAnother_takesNoOidAway() throws Exception {
        long mine = first.newOids(1);
        long theirs = second.newOids(1);
        assertThat(theirs).isGreaterThan(mine);
        commit(first, write(theirs, 0, "a"));
        assertThat(first.newOids(1)).isEqualTo(mine + 1);
    }

    @Test
    void classes_haveOneIdEverywhere() throws Exception {
        int id = first.defineClass("one".getBytes(UTF_8));
        assertThat(second.classDescription(id)).asString(UTF_8).isEqualTo("one");
        assertThat(second.defineClass("one".getBytes(UTF_8))).isEqualTo(id);
        int rounds = Math.max(5, (int) (100 * SCALE));
        for (int i = 0; i < rounds; i++) {
            byte[] same = ("same " + i).getBytes(UTF_8);
            byte[] mine = ("mine " + i).getBytes(UTF_8);
            byte[] theirs = ("theirs " + i).getBytes(UTF_8);
            together(
                    () -> first.defineClass(same) + first.defineClass(mine),
                    () -> second.defineClass(same) + second.defineClass(theirs));
            Set<Integer> ids = new HashSet<>();
            for (byte[] each : List.of(same, mine, theirs)) {
                assertThat(first.defineClass(each)).isEqualTo(second.defineClass(each));
                ids.add(first.defineClass(each));
            }
            assertThat(ids).hasSize(3);
        }
    }

    @Test
    void database_madeByTwoAtOnce_isOne() throws Exception {
        int rounds = Math.max(3, (int) (20 * SCALE));
        for (int i = 0; i < rounds; i++) {
            String empty = newDatabase();
            List<JdbcStorage> opened = new ArrayList<>();
            together(() -> add(opened, empty), () -> add(opened, empty));
            assertThat(opened).hasSize(2);
            assertThat(opened.get(0).databaseId()).isEqualTo(opened.get(1).databaseId());
            long tid = commit(opened.get(0), write(1, 0, "a"));
            assertThat(stale(() -> commit(opened.get(1), write(1, 0, "b"))))
                    .containsExactly(new Stale(1, 0, tid, null));
            opened.forEach(JdbcStorage::close);
        }
    }

    private static int add(List<JdbcStorage> opened, String url) {
        JdbcStorage one = Databases.open(url, false, InstantSource.system());
        synchronized (opened) {
            opened.add(one);
        }
        return 1;
    }

    /** Gives the sum. */
    private int together(Callable<Integer> one, Callable<Integer> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Integer> beside = threads.submit(() -> {
            start.await();
            return other.call();
        });
        start.await();
        return one.call() + beside.get(2, TimeUnit.MINUTES);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws StaleRecordsException;
    }

    private static List<Stale> stale(Attempt attempt) {
        try {
            attempt.run();
        } catch (StaleRecordsException e) {
            return e.stale();
        }
        throw new AssertionError("not stale");
    }

    /** What a process heard of others. */
    private final class Heard implements OthersListener {
        final List<Long> tids = new ArrayList<>();
        final List<Long> horizons = new ArrayList<>();
        final List<BranchId> decided = new ArrayList<>();
        int published;

        @Override
        public void committed(long tid, long[] oids) {
            tids.add(tid);
            horizons.add(second.lastTid());
            assertThat(oids).isNotNull();
        }

        @Override
        public synchronized void published() {
            published++;
        }

        @Override
        public void decided(BranchId id) {
            decided.add(id);
        }
    }
}

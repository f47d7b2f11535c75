package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.ReadConflictException;
import dev.odb.StaleObjectException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent transactions: first committer wins, merges, verified reads, replay that converges, prepared branches. */
class EngineConflictsTest {
    @TempDir
    Path folder;

    private Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(
                OdbConfiguration.of("odb:file:" + folder.resolve("db")).withLockWait(Duration.ofMillis(300)));
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.title = "start";
            team.byName.put("ada", new Person("Ada", 36));
            team.byName.put("bob", new Person("Bob", 20));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Team team(OdbConnection connection) {
        return connection.root("team", Team.class);
    }

    /** CONFORMANCE 55: the second committer loses and learns what, of which class, and both serials. */
    @Test
    void secondCommitter_losesWithOidClassAndSerials() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            Person mine = team(first).byName.get("ada");
            Person theirs = team(second).byName.get("ada");
            mine.age(37);
            theirs.age(38);
            long seen = second.serial(theirs);
            first.commit();
            ConflictException conflict = catchThrowableOfType(ConflictException.class, second::commit);
            assertThat(conflict.oid()).isEqualTo(first.oid(mine));
            assertThat(conflict.className()).isEqualTo(Person.class.getName());
            assertThat(conflict.serialSeen()).isEqualTo(seen);
            assertThat(conflict.serialCommitted()).isEqualTo(first.serial(mine));
            assertThat(conflict.winner().orElseThrow().tid()).isEqualTo(conflict.serialCommitted());
            second.rollback();
            assertThat(theirs.age()).as("a new transaction sees the winner").isEqualTo(37);
        }
    }

    /** CONFORMANCE 55: write skew is possible by default. */
    @Test
    void writesDerivedFromOldReads_areAllowed() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            Team theirs = team(second);
            int age = theirs.byName.get("ada").age();
            team(first).byName.get("ada").age(50);
            first.commit();
            theirs.byName.get("bob").age(age + 1);
            second.commit();
            assertThat(theirs.byName.get("bob").age()).isEqualTo(37);
        }
    }

    /** CONFORMANCE 10, 65: a read made to count fails the commit of something else. */
    @Test
    void readCurrent_makesAReadCount() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            Team theirs = team(second);
            second.readCurrent(theirs.byName.get("ada"));
            team(first).byName.get("ada").age(50);
            first.commit();
            theirs.byName.get("bob").age(1);
            assertThatThrownBy(second::commit).isInstanceOf(ReadConflictException.class);
        }
    }

    /** CONFORMANCE 61, 72: increments of a counter merge. */
    @Test
    void counters_merge() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            team(first).visits.add(2);
            team(second).visits.add(3);
            first.commit();
            second.commit();
            assertThat(team(second).visits.get()).isEqualTo(5);
            assertThat(team(first).visits.get()).isEqualTo(5);
        }
    }

    /** CONFORMANCE 68: disjoint inserts into one bucket merge, the same key conflicts; the size is right. */
    @Test
    void disjointInsertsIntoATree_merge() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            team(first).byNumber.put(1, new Person("One", 1));
            team(second).byNumber.put(2, new Person("Two", 2));
            first.commit();
            second.commit();
            assertThat(team(first).byNumber.keySet()).containsExactly(1, 2);
            assertThat(team(first).byNumber.size()).isEqualTo(2);
            team(first).byNumber.put(3, new Person("Three", 3));
            team(second).byNumber.put(3, new Person("Drei", 3));
            first.commit();
            assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
        }
    }

    /** The root directory merges disjoint names. */
    @Test
    void rootsOfDifferentNames_merge() {
        try (OdbConnection first = database.connect();
                OdbConnection second = database.connect()) {
            first.roots().put("a", new Team());
            second.roots().put("b", new Team());
            first.commit();
            second.commit();
            assertThat(first.roots().keySet()).containsExactly("a", "b", "team");
        }
    }

    @Test
    void requireUnchanged_failsAtTheCallOrAtTheCommitAndIsNeverReplayed() {
        long[] shown = database.transact(c -> {
            Person ada = team(c).byName.get("ada");
            return new long[] {c.oid(ada), c.serial(ada)};
        });
        try (OdbConnection open = database.connect()) {
            open.requireUnchanged(shown[0], shown[1]);
            database.transact(c -> {
                team(c).byName.get("ada").age(99);
                return null;
            });
            team(open).byName.get("bob").age(3);
            assertThatThrownBy(open::commit).isInstanceOf(StaleObjectException.class);
        }
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> database.transact(c -> {
                    attempts.incrementAndGet();
                    c.requireUnchanged(shown[0], shown[1]);
                    return null;
                }))
                .isInstanceOf(StaleObjectException.class)
                .hasMessageContaining(Person.class.getName());
        assertThat(attempts).hasValue(1);
    }

    @Test
    void requireUnchanged_isVerifiedEvenIfNothingIsWritten() {
        long[] shown = database.transact(c -> {
            Person ada = team(c).byName.get("ada");
            return new long[] {c.oid(ada), c.serial(ada)};
        });
        try (OdbConnection open = database.connect()) {
            open.requireUnchanged(shown[0], shown[1]);
            database.transact(c -> {
                team(c).byName.get("ada").age(99);
                return null;
            });
            assertThatThrownBy(open::commit).isInstanceOf(StaleObjectException.class);
        }
    }

    /** 32 threads on one object: every caller finishes within 4 attempts. */
    @Test
    void replays_convergeUnderContention() throws Exception {
        int threads = 32;
        int rounds = 5;
        AtomicInteger most = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    start.await();
                    for (int round = 0; round < rounds; round++) {
                        int[] attempts = {0};
                        database.transact(c -> {
                            attempts[0]++;
                            Person ada = team(c).byName.get("ada");
                            ada.age(ada.age() + 1);
                            return null;
                        });
                        most.accumulateAndGet(attempts[0], Math::max);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        int age = database.transact(c -> team(c).byName.get("ada").age());
        assertThat(age).isEqualTo(36 + threads * rounds);
        assertThat(most.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void endlessConflicts_areTriedFourTimesAndReportEveryAttempt() {
        AtomicInteger attempts = new AtomicInteger();
        ConflictException conflict = catchThrowableOfType(
                ConflictException.class,
                () -> database.transact(c -> {
                    attempts.incrementAndGet();
                    throw new ConflictException("ODB-0", "never", 1, "x", 1, 2);
                }));
        assertThat(attempts).hasValue(4);
        assertThat(conflict.getSuppressed()).hasSize(4).allMatch(ConflictException.class::isInstance);
        assertThat(conflict).hasMessageContaining("4 attempts");
    }

    @Test
    void preparedBranch_holdsItsObjectsUntilDecidedAlsoAfterReopening() {
        BranchId id = new BranchId(7, "global".getBytes(StandardCharsets.UTF_8), new byte[] {1});
        Branch branch = database.begin(new BranchSettings("ada", () -> true));
        team(branch.session(getClass().getClassLoader())).byName.get("ada").age(77);
        assertThat(branch.prepare(id)).isEqualTo(Branch.Vote.PREPARED);
        close();
        database = Engine.open(
                OdbConfiguration.of("odb:file:" + folder.resolve("db")).withLockWait(Duration.ofMillis(50)));
        assertThat(database.prepared()).hasSize(1);
        int seen = database.transact(c -> team(c).byName.get("ada").age());
        assertThat(seen).as("readers see the old state").isEqualTo(36);
        try (OdbConnection other = database.connect()) {
            team(other).byName.get("ada").age(5);
            assertThatThrownBy(other::commit)
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("prepared branch " + id);
        }
        database.commitPrepared(database.prepared().get(0).id());
        seen = database.transact(c -> team(c).byName.get("ada").age());
        assertThat(seen).isEqualTo(77);
        assertThat(database.prepared()).isEmpty();
    }

    @Test
    void conflict_isSeenBeforeAnythingIsPrepared() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        Team mine = team(branch.session(getClass().getClassLoader()));
        Person ada = mine.byName.get("ada");
        ada.age(1);
        mine.visits.add(1);
        branch.detectConflict();
        database.transact(c -> {
            team(c).visits.add(1);
            return null;
        });
        branch.detectConflict();
        long oid = database.transact(c -> {
            Person theirs = team(c).byName.get("ada");
            theirs.age(2);
            return c.oid(theirs);
        });
        ConflictException conflict = catchThrowableOfType(ConflictException.class, branch::detectConflict);
        assertThat(conflict.oid()).isEqualTo(oid);
        assertThat(conflict.className()).isEqualTo(Person.class.getName());
        branch.rollback();
    }

    @Test
    void branchWithoutChanges_votesReadOnly() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        assertThat(team(branch.session(getClass().getClassLoader())).title).isEqualTo("start");
        assertThat(branch.prepare(new BranchId(7, new byte[] {1}, new byte[] {1})))
                .isEqualTo(Branch.Vote.READ_ONLY);
        assertThat(database.prepared()).isEmpty();
    }

    @Test
    void memoryDatabase_behavesTheSame() {
        try (ObjectDatabase memory = ObjectDatabase.open("odb:memory:conflicts")) {
            memory.transact(c -> c.root("team", Team.class, Team::new).title = "m");
            try (OdbConnection first = memory.connect();
                    OdbConnection second = memory.connect()) {
                team(first).title = "1";
                team(second).title = "2";
                first.commit();
                assertThatThrownBy(second::commit).isInstanceOf(ConflictException.class);
            }
        }
    }
}

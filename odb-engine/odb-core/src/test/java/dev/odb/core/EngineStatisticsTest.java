package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Blob;
import dev.odb.ConflictException;
import dev.odb.DatabaseStatistics;
import dev.odb.DatabaseStatistics.Forces;
import dev.odb.DatabaseStatistics.HotObject;
import dev.odb.DatabaseStatistics.Memory;
import dev.odb.DatabaseStatistics.RecordCache;
import dev.odb.DatabaseStatistics.Replays;
import dev.odb.DatabaseStatistics.StorageSize;
import dev.odb.DatabaseStatistics.Transactions;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the statistics of a database count. */
class EngineStatisticsTest {
    private static final BranchId BRANCH = Batches.branch(1, 1);

    @TempDir
    Path folder;

    private OdbConfiguration configuration;
    private Engine database;

    @BeforeEach
    void open() {
        configuration = OdbConfiguration.of("odb:file:" + folder.resolve("db"))
                .withReplays(1)
                .withLockWait(Duration.ofMillis(50));
        database = Engine.open(configuration);
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            for (int i = 0; i < 200; i++) {
                team.members.add(new Person("Ada", i));
            }
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Person member(OdbConnection connection, int index) {
        return connection.root("team", Team.class).members.get(index);
    }

    private static int changeFirst(OdbConnection connection) {
        Person first = member(connection, 0);
        first.age(first.age() + 1);
        return first.age();
    }

    private Transactions transactions() {
        return database.statistics().transactions();
    }

    @Test
    void transactions_areCountedByTheirEnd() {
        database.transact(EngineStatisticsTest::changeFirst);
        database.transact(c -> member(c, 0).age());
        assertThatThrownBy(() -> database.transact(c -> {
                    changeFirst(c);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(transactions()).isEqualTo(new Transactions(4, 2, 1, 1, 0));
    }

    @Test
    void transactionsOfAConnection_areCountedIfTheyDidSomething() {
        try (OdbConnection unused = database.connect()) {
            assertThat(unused).isNotNull();
        }
        try (OdbConnection connection = database.connect()) {
            changeFirst(connection);
            connection.commit();
            member(connection, 1).age();
            connection.commit();
            changeFirst(connection);
            connection.rollback();
            member(connection, 1).age();
        }
        try (OdbConnection left = database.connect()) {
            changeFirst(left);
        }

        assertThat(transactions()).isEqualTo(new Transactions(6, 2, 2, 2, 0));
    }

    @Test
    void branches_areCountedWhenTheyAreDecided() {
        ManagedBranch read = database.begin(new BranchSettings("", () -> true));
        member(read.session(Team.class.getClassLoader()), 0).age();
        assertThat(read.prepare(Batches.branch(2, 2))).isEqualTo(Branch.Vote.READ_ONLY);
        ManagedBranch written = database.begin(new BranchSettings("", () -> true));
        changeFirst(written.session(Team.class.getClassLoader()));
        written.prepare(BRANCH);

        assertThat(transactions()).isEqualTo(new Transactions(3, 1, 1, 0, 0));
        assertThat(database.statistics().prepared()).singleElement().satisfies(prepared -> {
            assertThat(prepared.branch()).isEqualTo(BRANCH.toString());
            assertThat(prepared.since())
                    .isAfterOrEqualTo(database.statistics().since().minusSeconds(1));
        });

        database.rollbackPrepared(BRANCH);
        assertThat(transactions()).isEqualTo(new Transactions(3, 1, 1, 1, 0));
        assertThat(database.statistics().prepared()).isEmpty();
    }

    @Test
    void conflicts_areCountedByClassAndObject() {
        long oid = lose(3);

        DatabaseStatistics.Conflicts conflicts = database.statistics().conflicts();
        assertThat(conflicts.lost()).isEqualTo(3);
        assertThat(conflicts.byClass()).containsOnly(Map.entry(Person.class.getName(), 3L));
        assertThat(conflicts.hot()).containsExactly(new HotObject(oid, Person.class.getName(), 3, 0));
    }

    private long lose(int times) {
        long oid = 0;
        for (int i = 0; i < times; i++) {
            try (OdbConnection loser = database.connect()) {
                changeFirst(loser);
                oid = loser.oid(member(loser, 0));
                database.transact(EngineStatisticsTest::changeFirst);
                assertThatThrownBy(loser::commit).isInstanceOf(ConflictException.class);
            }
        }
        return oid;
    }

    @Test
    void merges_areNoLosses() {
        try (OdbConnection other = database.connect()) {
            other.root("team", Team.class).visits.add(1);
            database.transact(c -> {
                c.root("team", Team.class).visits.add(1);
                return null;
            });
            other.commit();
        }

        assertThat(database.statistics().conflicts())
                .returns(1L, DatabaseStatistics.Conflicts::merged)
                .returns(0L, DatabaseStatistics.Conflicts::lost);
    }

    @Test
    void replay_isCounted() {
        int[] attempts = {0};
        database.transact(c -> {
            changeFirst(c);
            if (attempts[0]++ == 0) {
                otherThread(() -> database.transact(EngineStatisticsTest::changeFirst));
            }
            return null;
        });

        assertThat(database.statistics().replays()).isEqualTo(new Replays(1, 0));
    }

    /** A conflict is daily life; giving up is not. */
    @Test
    void exhaustedReplays_areCountedAndAWarning() {
        ManagedBranch holding = database.begin(new BranchSettings("", () -> true));
        Person held = member(holding.session(Team.class.getClassLoader()), 1);
        held.age(0);
        holding.prepare(BRANCH);
        int[] attempts = {0};
        try (CapturedLog log = new CapturedLog(dev.odb.replay.Replay.class.getName());
                CapturedLog conflicts = new CapturedLog(ConflictReports.class.getName())) {
            assertThatThrownBy(() -> database.transact(c -> {
                        if (attempts[0]++ == 0) {
                            changeFirst(c);
                            otherThread(() -> database.transact(EngineStatisticsTest::changeFirst));
                        } else {
                            member(c, 1).age(7);
                        }
                        return null;
                    }))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("ODB-1007");

            assertThat(log.levels()).containsExactly(Level.WARNING);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("ODB-1007")
                    .contains(Person.class.getName());
            assertThat(conflicts.levels()).containsExactly(Level.FINE, Level.FINE);
        }
        assertThat(database.statistics().replays()).isEqualTo(new Replays(1, 1));
    }

    @Test
    void forces_areCountedWithWhatTheyMakeDurable() {
        Forces before = database.statistics().forces();
        database.transact(EngineStatisticsTest::changeFirst);
        Forces after = database.statistics().forces();

        assertThat(after.count()).isEqualTo(before.count() + 1);
        assertThat(after.commits()).isEqualTo(before.commits() + 1);
        assertThat(after.bytes()).isGreaterThan(before.bytes());
        assertThat(after.bySize().get("1")).isEqualTo(before.bySize().get("1") + 1);
        assertThat(after.bySize().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(after.count());
        assertThat(after.commitsPerForce()).isPositive();
    }

    @Test
    void records_areHitsOrMisses() {
        reopen();
        database.transact(c -> member(c, 0).age());
        RecordCache cold = database.statistics().recordCache();
        database.transact(c -> member(c, 0).age());
        RecordCache warm = database.statistics().recordCache();

        assertThat(cold.misses()).isPositive();
        assertThat(warm.misses()).isEqualTo(cold.misses());
        assertThat(warm.hits()).isGreaterThanOrEqualTo(cold.hits() + 2);
        assertThat(warm.records()).isPositive();
        assertThat(warm.bytes()).isPositive().isLessThanOrEqualTo(warm.maxBytes());
        assertThat(warm.maxBytes()).isEqualTo(configuration.recordCacheBytes());
    }

    @Test
    void objectsInMemory_areThoseOfOpenConnections() {
        assertThat(database.statistics().memory()).isEqualTo(new Memory(0, 0));
        try (OdbConnection connection = database.connect()) {
            connection.root("team", Team.class).members.forEach(Person::age);
            assertThat(database.statistics().memory().objects()).isBetween(100L, 210L);
            connection.rollback();
            assertThat(database.statistics().memory().objects()).isBetween(200L, 210L);
            assertThat(database.statistics().memory().recordBytes()).isPositive();
        }
        assertThat(database.statistics().memory()).isEqualTo(new Memory(0, 0));
    }

    @Test
    void storage_isWhatIsInTheFolder() throws Exception {
        database.transact(c -> {
            Blob blob = new Blob();
            try (OutputStream out = blob.write()) {
                out.write(new byte[1000]);
            }
            c.root("team", Team.class).anything = blob;
            return null;
        });
        reopen();
        StorageSize size = database.statistics().storage();

        assertThat(size.log()).isEqualTo(bytes("log-"));
        assertThat(size.index()).isPositive().isEqualTo(bytes("index-"));
        assertThat(size.blobs()).isEqualTo(1000);
        assertThat(size.total()).isEqualTo(size.log() + size.index() + 1000);
    }

    private long bytes(String prefix) throws Exception {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("db"), prefix + "*")) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private void reopen() {
        database.close();
        database = Engine.open(configuration);
    }

    @Test
    void memoryDatabase_forcesAndStoresNothing() {
        try (Engine memory = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()))) {
            memory.transact(c -> c.root("team", Team.class, Team::new));
            assertThat(memory.statistics().forces()).isEqualTo(Forces.NONE);
            assertThat(memory.statistics().storage()).isEqualTo(new StorageSize(0, 0, 0));
            assertThat(memory.statistics().transactions().begun()).isEqualTo(1);
        }
    }

    @Test
    void closedDatabase_hasNoStatistics() {
        database.close();
        assertThatThrownBy(database::statistics).hasMessageContaining("ODB-3901");
    }

    private static void otherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

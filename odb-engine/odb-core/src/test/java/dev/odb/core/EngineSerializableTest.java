package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.BTreeMap;
import dev.odb.ConflictException;
import dev.odb.Isolation;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.ReadConflictException;
import dev.odb.StaleObjectException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serializable transactions: what was read must still be so at the commit; shown by what snapshots allow. */
class EngineSerializableTest {
    private static final BranchId ID = new BranchId(7, new byte[] {1}, new byte[] {2});
    private static final ClassLoader LOADER = Team.class.getClassLoader();

    @TempDir
    Path folder;

    private Engine database;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    private OdbConfiguration configuration() {
        return OdbConfiguration.of(url() + folder.resolve("db")).withLockWait(Duration.ofMillis(100));
    }

    @BeforeEach
    void open() {
        database = Engine.open(configuration());
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.byName.put("x", new Person("x", 0));
            team.byName.put("y", new Person("y", 0));
            team.byName.put("z", new Person("z", 0));
            for (int i = 0; i < 1000; i += 10) {
                team.byNumber.put(i, null);
            }
            // two leaves, and none of them full
            team.byNumber.subMap(1, 99).clear();
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Team team(OdbConnection c) {
        return c.root("team", Team.class);
    }

    private static Person person(OdbConnection c, String name) {
        return team(c).byName.get(name);
    }

    /** One that another transaction commits in between. */
    private void meanwhile(Consumer<OdbConnection> change) {
        database.transact(c -> {
            change.accept(c);
            return null;
        });
    }

    private void assertRefused(OdbConnection c) {
        assertThatThrownBy(c::commit).isInstanceOf(ReadConflictException.class);
    }

    private OdbConnection serializable() {
        return database.connect(Isolation.SERIALIZABLE);
    }

    // -------- what snapshots allow

    /** CONFORMANCE 55: each reads what the other changes; snapshots let both commit. */
    @Test
    void writeSkew_isAllowedBySnapshots() {
        try (OdbConnection one = database.connect();
                OdbConnection two = database.connect()) {
            skew(one, two, (c, read) -> {});
            two.commit();
        }
        assertThat(both()).isEqualTo(2);
    }

    @Test
    void writeSkew_isRefusedIfOneIsSerializable() {
        try (OdbConnection one = database.connect();
                OdbConnection two = serializable()) {
            skew(one, two, (c, read) -> {});
            ReadConflictException lost = catchThrowableOfType(ReadConflictException.class, two::commit);
            assertThat(lost.className()).isEqualTo(Person.class.getName());
            assertThat(lost.serialCommitted()).isGreaterThan(lost.serialSeen());
        }
        assertThat(both()).isEqualTo(1);
    }

    /** CONFORMANCE 10, 65. */
    @Test
    void writeSkew_isRefusedByReadCurrent() {
        try (OdbConnection one = database.connect();
                OdbConnection two = database.connect()) {
            skew(one, two, OdbConnection::readCurrent);
            assertRefused(two);
        }
        assertThat(both()).isEqualTo(1);
    }

    private interface Reader {
        void read(OdbConnection c, Object object);
    }

    /** Both raise the one if the other is 0; the first commits. */
    private static void skew(OdbConnection one, OdbConnection two, Reader reader) {
        Person x = person(one, "x");
        Person y = person(two, "y");
        Person readByOne = person(one, "y");
        Person readByTwo = person(two, "x");
        reader.read(one, readByOne);
        reader.read(two, readByTwo);
        x.age(1 - readByOne.age());
        y.age(1 - readByTwo.age());
        one.commit();
    }

    private int both() {
        return database.transact(c -> person(c, "x").age() + person(c, "y").age());
    }

    @Test
    void writeSkewInTransact_isReplayedToASerialResult() {
        int[] attempts = {0};
        database.transact(Isolation.SERIALIZABLE, c -> {
            int x = person(c, "x").age();
            if (attempts[0]++ == 0) {
                meanwhile(other -> person(other, "x").age(1 - person(other, "y").age()));
            }
            person(c, "y").age(1 - x);
            return null;
        });
        assertThat(attempts[0]).isEqualTo(2);
        assertThat(both()).isEqualTo(1);
    }

    /**
     * The read-only anomaly of Fekete, O'Neil and O'Neil: a withdrawal that does not see the deposit pays a penalty. That
     * is well as long as nobody has seen the deposit without the withdrawal.
     */
    @Test
    void readOnlyAnomaly_isAllowedBySnapshotsAndRefusedToSerializableTransactions() {
        assertThat(readOnlyAnomaly(database::connect)).isEqualTo(-11);
        meanwhile(c -> {
            person(c, "x").age(0);
            person(c, "y").age(0);
        });
        assertThat(readOnlyAnomaly(this::serializable)).isEqualTo(-10);
    }

    /** Gives the balance of x after a reader has seen x at 0 and y at 20. */
    private int readOnlyAnomaly(Supplier<OdbConnection> connect) {
        try (OdbConnection withdrawal = connect.get();
                OdbConnection deposit = connect.get();
                OdbConnection reader = connect.get()) {
            withdraw(withdrawal);
            person(deposit, "y").age(person(deposit, "y").age() + 20);
            deposit.commit();
            assertThat(person(reader, "x").age()).isZero();
            assertThat(person(reader, "y").age()).isEqualTo(20);
            reader.commit();
            try {
                withdrawal.commit();
            } catch (ConflictException e) {
                withdrawal.rollback();
                withdraw(withdrawal);
                withdrawal.commit();
            }
            return person(withdrawal, "x").age();
        }
    }

    private static void withdraw(OdbConnection c) {
        int x = person(c, "x").age();
        boolean penalty = x + person(c, "y").age() - 10 < 0;
        person(c, "x").age(x - (penalty ? 11 : 10));
    }

    // -------- phantoms

    @Test
    void phantomInARangeOfATree_isRefused() {
        List<Function<BTreeMap<Integer, Person>, Object>> reads = List.of(
                tree -> tree.subMap(501, true, 509, true).isEmpty(),
                tree -> tree.subMap(501, 509).size(),
                tree -> tree.get(505),
                tree -> tree.containsKey(505),
                tree -> tree.higherKey(500),
                tree -> tree.floorEntry(509),
                tree -> tree.descendingMap().headMap(500).size(),
                tree -> tree.headMap(506).lastKey(),
                BTreeMap::size);
        for (Function<BTreeMap<Integer, Person>, Object> read : reads) {
            assertThat(phantom(database.connect(), read)).isTrue();
            assertThat(phantom(serializable(), read)).isFalse();
        }
    }

    private boolean phantom(OdbConnection c, Function<BTreeMap<Integer, Person>, Object> read) {
        meanwhile(other -> team(other).byNumber.remove(505));
        try (c) {
            read.apply(team(c).byNumber);
            meanwhile(other -> team(other).byNumber.put(505, null));
            person(c, "z").age(person(c, "z").age() + 1);
            try {
                c.commit();
                return true;
            } catch (ReadConflictException e) {
                return false;
            }
        }
    }

    @Test
    void entryElsewhereInTheTree_isNoPhantom() {
        try (OdbConnection c = serializable()) {
            assertThat(team(c).byNumber.subMap(101, 109)).isEmpty();
            meanwhile(other -> team(other).byNumber.put(905, null));
            person(c, "z").age(1);
            c.commit();
        }
    }

    @Test
    void rootThatWasMissing_counts() {
        try (OdbConnection c = serializable()) {
            assertThat(c.roots()).doesNotContainKey("new");
            person(c, "z").age(1);
            meanwhile(other -> other.roots().put("new", new Team()));
            assertRefused(c);
        }
    }

    // -------- what counts and what does not

    @Test
    void objectKeptFromAnEarlierTransaction_countsWhenItIsTouchedAgain() {
        try (OdbConnection c = serializable()) {
            Person x = person(c, "x");
            Person z = person(c, "z");
            assertThat(x.age()).isZero();
            z.age(1);
            c.commit();
            assertThat(x.age()).isZero();
            meanwhile(other -> person(other, "x").age(7));
            z.age(2);
            assertRefused(c);
            c.rollback();
            assertThat(x.age()).isEqualTo(7);
        }
    }

    @Test
    void objectKeptFromAnEarlierTransaction_doesNotCountUntouched() {
        try (OdbConnection c = serializable()) {
            Person x = person(c, "x");
            Person z = person(c, "z");
            assertThat(x.age()).isZero();
            c.commit();
            assertThat(z.age()).isZero();
            meanwhile(other -> person(other, "x").age(7));
            z.age(2);
            c.commit();
        }
    }

    @Test
    void objectThatWasChangedBefore_countsInTheNextTransaction() {
        try (OdbConnection c = serializable()) {
            Person x = person(c, "x");
            Person z = person(c, "z");
            x.age(1);
            c.commit();
            assertThat(x.age()).isEqualTo(1);
            meanwhile(other -> person(other, "x").age(7));
            z.age(1);
            assertRefused(c);
        }
    }

    @Test
    void objectMadeInAnEarlierTransaction_countsWhenItIsTouchedAgain() {
        try (OdbConnection c = serializable()) {
            Person made = new Person("made", 3);
            team(c).members.add(made);
            c.commit();
            assertThat(made.age()).isEqualTo(3);
            meanwhile(other -> team(other).members.get(0).age(4));
            person(c, "z").age(1);
            assertRefused(c);
        }
    }

    @Test
    void undoOfABranchThatBecomesSerializable_counts() {
        meanwhile(other -> team(other).visits.add(1));
        Branch branch = begin(Isolation.SNAPSHOT);
        branch.session(LOADER).undo(database.undoLog(0, 1).get(0).tid());
        assertThat(branch.session(LOADER, Isolation.SERIALIZABLE)).isNotNull();
        meanwhile(other -> team(other).visits.add(10));
        assertThatThrownBy(branch::commit).isInstanceOf(ConflictException.class);
    }

    @Test
    void serialOfAnObject_counts() {
        try (OdbConnection c = serializable()) {
            assertThat(c.serial(person(c, "x"))).isPositive();
            meanwhile(other -> person(other, "x").age(7));
            person(c, "z").age(1);
            assertRefused(c);
        }
    }

    @Test
    void transactionThatOnlyReads_isNotVerifiedInOnePhase() {
        long[] y = database.transact(c -> new long[] {c.oid(person(c, "y")), c.serial(person(c, "y"))});
        try (OdbConnection c = serializable()) {
            assertThat(person(c, "x").age()).isZero();
            meanwhile(other -> person(other, "x").age(7));
            c.commit();
            assertThat(person(c, "x").age()).isEqualTo(7);
            c.requireUnchanged(y[0], y[1]);
            meanwhile(other -> person(other, "x").age(8));
            c.commit();
            c.requireUnchanged(y[0], y[1]);
            meanwhile(other -> person(other, "y").age(8));
            assertThatThrownBy(c::commit).isInstanceOf(StaleObjectException.class);
        }
    }

    @Test
    void whatWasRead_isNeverMerged() {
        try (OdbConnection plain = database.connect();
                OdbConnection c = serializable()) {
            team(plain).byNumber.put(501, null);
            team(c).byNumber.put(502, null);
            meanwhile(other -> team(other).byNumber.put(503, null));
            plain.commit();
            assertThatThrownBy(c::commit).isInstanceOf(ConflictException.class);
            c.rollback();
            team(c).byNumber.put(502, null);
            meanwhile(other -> team(other).byNumber.put(903, null));
            c.commit();
            assertThat(team(c).byNumber).containsKeys(501, 502, 503, 903).hasSize(95);
        }
    }

    @Test
    void additionToACounter_isNoReadAndMerges() {
        try (OdbConnection c = serializable()) {
            team(c).visits.add(1);
            meanwhile(other -> team(other).visits.add(10));
            c.commit();
            assertThat(team(c).visits.get()).isEqualTo(11);
            c.commit();
            team(c).visits.add(100);
            meanwhile(other -> team(other).visits.add(1000));
            c.commit();
            assertThat(team(c).visits.get())
                    .as("kept from an earlier transaction")
                    .isEqualTo(1111);
        }
    }

    @Test
    void counterThatWasRead_isNotMerged() {
        List<Consumer<Team>> reads = List.of(
                team -> team.visits.add(team.visits.get()),
                team -> {
                    team.visits.add(1);
                    assertThat(team.visits.get()).isPositive();
                },
                team -> {
                    team.visits.add(1);
                    assertThat(team.visits).asString().isNotEmpty();
                });
        for (Consumer<Team> read : reads) {
            try (OdbConnection c = serializable()) {
                read.accept(team(c));
                meanwhile(other -> team(other).visits.add(10));
                assertThatThrownBy(c::commit).isInstanceOf(ConflictException.class);
            }
        }
    }

    @Test
    void rootMadeByTheTransaction_isNoConflictWithItself() {
        try (OdbConnection c = serializable()) {
            Team made = c.root("made", Team.class, Team::new);
            made.title = "made";
            c.root("another", Team.class, Team::new).title = "another";
            c.commit();
            assertThat(c.roots()).containsOnlyKeys("another", "made", "team");
        }
    }

    @Test
    void undo_countsAsARead() {
        meanwhile(other -> team(other).visits.add(1));
        long tid = database.undoLog(0, 1).get(0).tid();
        try (OdbConnection plain = database.connect();
                OdbConnection c = serializable()) {
            plain.undo(tid);
            c.undo(tid);
            meanwhile(other -> team(other).visits.add(10));
            plain.commit();
            assertThat(team(plain).visits.get()).isEqualTo(10);
            assertThatThrownBy(c::commit).isInstanceOf(ConflictException.class);
        }
    }

    // -------- branches

    private Branch begin(Isolation isolation) {
        return database.begin(new BranchSettings("", () -> true, isolation));
    }

    @Test
    void readerThatPrepares_isVerifiedAndKeepsItsLocksUntilItIsDecided() {
        Branch branch = begin(Isolation.SERIALIZABLE);
        assertThat(person(branch.session(LOADER), "x").age()).isZero();
        assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
        assertHeld("x");
        if (url().startsWith("odb:file")) {
            database.close();
            database = Engine.open(configuration());
            assertHeld("x");
        }
        database.commitPrepared(ID);
        meanwhile(other -> person(other, "x").age(7));
    }

    private void assertHeld(String name) {
        try (OdbConnection other = database.connect()) {
            person(other, name).age(7);
            assertThatThrownBy(other::commit)
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("hold");
        }
    }

    @Test
    void readerThatPreparesTooLate_isRefused() {
        Branch branch = begin(Isolation.SERIALIZABLE);
        assertThat(person(branch.session(LOADER), "x").age()).isZero();
        meanwhile(other -> person(other, "x").age(7));
        assertThatThrownBy(() -> branch.prepare(ID)).isInstanceOf(ReadConflictException.class);
        assertThat(database.prepared()).isEmpty();
    }

    @Test
    void conflictWithARead_isSeenBeforeAnythingIsPrepared() {
        Branch branch = begin(Isolation.SERIALIZABLE);
        assertThat(person(branch.session(LOADER), "x").age()).isZero();
        branch.detectConflict();
        meanwhile(other -> person(other, "x").age(7));
        assertThatThrownBy(branch::detectConflict).isInstanceOf(ReadConflictException.class);
        branch.rollback();
    }

    /** The skew of two branches whose transaction managers prepare them because others take part. */
    @Test
    void writeSkewOfPreparedBranches_isRefusedWhileTheOtherIsUndecided() {
        Branch one = begin(Isolation.SERIALIZABLE);
        Branch two = begin(Isolation.SERIALIZABLE);
        person(one.session(LOADER), "x")
                .age(1 - person(one.session(LOADER), "y").age());
        person(two.session(LOADER), "y")
                .age(1 - person(two.session(LOADER), "x").age());
        assertThat(one.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
        BranchId other = new BranchId(7, new byte[] {3}, new byte[] {4});
        assertThatThrownBy(() -> two.prepare(other)).isInstanceOf(ConflictException.class);
        database.commitPrepared(ID);
        assertThat(both()).isEqualTo(1);
    }

    @Test
    void strictestOfASessionsWishes_holdsFromTheFirstReadOn() {
        Branch branch = begin(Isolation.SNAPSHOT);
        OdbConnection first = branch.session(LOADER);
        assertThat(person(first, "x").age()).isZero();
        OdbConnection second = branch.session(LOADER, Isolation.SERIALIZABLE);
        assertThat(branch.session(LOADER, Isolation.SNAPSHOT)).isNotNull();
        meanwhile(other -> person(other, "x").age(7));
        person(second, "z").age(1);
        assertThatThrownBy(branch::commit).isInstanceOf(ReadConflictException.class);
    }

    @Test
    void strictestWish_isRefusedIfMemoryHasLetGoOfWhatWasRead() {
        database.close();
        database =
                Engine.open(OdbConfiguration.of(url() + folder.resolve("small")).withMaxObjects(10));
        meanwhile(c -> {
            Team team = c.root("team", Team.class, Team::new);
            for (int i = 0; i < 1000; i++) {
                team.members.add(new Person("" + i, i));
            }
        });
        for (Isolation first : Isolation.values()) {
            Branch branch = begin(first);
            assertThat(team(branch.session(LOADER)).members.stream()
                            .mapToInt(Person::age)
                            .sum())
                    .isEqualTo(999 * 1000 / 2);
            if (first == Isolation.SERIALIZABLE) {
                assertThat(branch.session(LOADER, Isolation.SERIALIZABLE)).isNotNull();
            } else {
                assertThatThrownBy(() -> branch.session(LOADER, Isolation.SERIALIZABLE))
                        .hasMessageContaining("ODB-2621");
            }
            branch.rollback();
        }
    }

    /** Objects that memory lets go of stay read. */
    @Test
    void objectThatWasEvicted_counts() {
        database.close();
        database =
                Engine.open(OdbConfiguration.of(url() + folder.resolve("small")).withMaxObjects(10));
        meanwhile(c -> {
            Team team = c.root("team", Team.class, Team::new);
            for (int i = 0; i < 1000; i++) {
                team.members.add(new Person("" + i, i));
            }
        });
        try (OdbConnection c = serializable()) {
            Team team = team(c);
            assertThat(team.members.stream().mapToInt(Person::age).sum()).isPositive();
            meanwhile(other -> team(other).members.get(3).age(0));
            team.visits.add(1);
            assertRefused(c);
        }
    }

    @Test
    void isolationOfTheDatabase_holdsForEverybody() {
        database.close();
        database =
                Engine.open(OdbConfiguration.of(url() + folder.resolve("other")).withIsolation(Isolation.SERIALIZABLE));
        meanwhile(c -> {
            Team team = c.root("team", Team.class, Team::new);
            List.of("x", "y").forEach(name -> team.byName.put(name, new Person(name, 0)));
        });
        try (OdbConnection one = database.connect();
                OdbConnection two = database.connect(Isolation.SNAPSHOT)) {
            skew(one, two, (c, read) -> {});
            assertRefused(two);
        }
        Branch branch = begin(Isolation.SNAPSHOT);
        assertThat(person(branch.session(LOADER), "x").age()).isEqualTo(1);
        assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
        database.rollbackPrepared(ID);
    }
}

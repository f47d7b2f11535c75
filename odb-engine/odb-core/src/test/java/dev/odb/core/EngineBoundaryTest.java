package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.ReadConflictException;
import dev.odb.StaleObjectException;
import dev.odb.core.model.Meddler;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.memory.MemoryStorage;
import dev.odb.spi.Managed;
import dev.odb.spi.ObjectState;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between two transactions of a connection: where its snapshot moves and what its objects become. */
class EngineBoundaryTest {
    private static final BranchId ID = new BranchId(7, new byte[] {1}, new byte[] {2});

    private final AtomicBoolean forgetful = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private Engine database;

    @BeforeEach
    void open() {
        String name = UUID.randomUUID().toString();
        database = Engine.open(OdbConfiguration.of("odb:memory:" + name), watched(new MemoryStorage(name)));
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.byName.put("a", new Person("a", 0));
            team.byName.put("b", new Person("b", 0));
            return null;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A storage that can be made to forget what has changed, and that counts who asks for the newest tid. */
    private Storage watched(Storage storage) {
        return WatchedStorage.of(storage, (name, arguments, call) -> {
            if (name.equals("changedBetween") && forgetful.get()) {
                return null;
            }
            if (name.equals("lastTid")) {
                asked.incrementAndGet();
            }
            return call.proceed();
        });
    }

    private static Team team(OdbConnection c) {
        return c.root("team", Team.class);
    }

    private static Person a(OdbConnection c) {
        return team(c).byName.get("a");
    }

    private static Person b(OdbConnection c) {
        return team(c).byName.get("b");
    }

    private void meanwhile(Consumer<OdbConnection> change) {
        database.transact(c -> {
            change.accept(c);
            return null;
        });
    }

    private static byte state(Object object) {
        return ((Managed) object).$odb_state();
    }

    // -------- snapshots

    /** CONFORMANCE 54: what others commit is seen after the boundary, also what is loaded for the first time. */
    @Test
    void changesOfOthers_showAtTheBoundary() {
        try (OdbConnection c = database.connect()) {
            assertThat(b(c).age()).isZero();
            meanwhile(other -> {
                a(other).age(1);
                b(other).age(1);
            });
            assertThat(a(c).age()).isZero();
            assertThat(b(c).age()).isZero();
            c.commit();
            assertThat(a(c).age()).isEqualTo(1);
            assertThat(b(c).age()).isEqualTo(1);
        }
    }

    /** CONFORMANCE 56: an object that is younger than the snapshot is no missing one; a new snapshot has it. */
    @Test
    void objectYoungerThanTheSnapshot_isAReadConflict() {
        try (OdbConnection c = database.connect()) {
            assertThat(a(c).age()).isZero();
            long[] made = database.transact(other -> {
                team(other).byName.put("new", new Person("new", 0));
                return new long[] {other.oid(team(other).byName.get("new"))};
            });
            long serial =
                    database.transact(other -> other.serial(team(other).byName.get("new")));
            ReadConflictException young =
                    catchThrowableOfType(ReadConflictException.class, () -> c.requireUnchanged(made[0], serial));
            assertThat(young.className()).isEqualTo(Person.class.getName());
            assertThat(young.serialCommitted()).isEqualTo(serial);
            c.rollback();
            c.requireUnchanged(made[0], serial);
            assertThatThrownBy(() -> c.requireUnchanged(made[0] + 1000, serial))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    /** The user has seen more than this snapshot: that is no reason to ask him again. */
    @Test
    void requireUnchangedOfARevisionYoungerThanTheSnapshot_isAReadConflict() {
        try (OdbConnection c = database.connect()) {
            long oid = c.oid(a(c));
            long before = c.serial(a(c));
            meanwhile(other -> a(other).age(1));
            long shown = database.transact(other -> other.serial(a(other)));
            assertThatThrownBy(() -> c.requireUnchanged(oid, shown)).isInstanceOf(ReadConflictException.class);
            c.requireUnchanged(oid, before);
            c.rollback();
            c.requireUnchanged(oid, shown);
            assertThatThrownBy(() -> c.requireUnchanged(oid, before)).isInstanceOf(StaleObjectException.class);
        }
    }

    /**
     * CONFORMANCE 59: the storage is asked once a transaction, by its first use. So there is nothing to gain from
     * transactions that are begun explicitly.
     */
    @Test
    void snapshot_isTakenByTheFirstUseAndByNothingElse() {
        try (OdbConnection c = database.connect();
                OdbConnection other = database.connect()) {
            Person a = a(c);
            Person theirs = a(other);
            theirs.age(1);
            other.commit();
            int before = asked.get();
            c.rollback();
            c.oid(a);
            assertThat(a.age()).isEqualTo(1);
            assertThat(b(c).age()).isZero();
            assertThat(asked.get() - before).isEqualTo(1);
            c.rollback();
            assertThat(asked.get() - before).isEqualTo(1);
            theirs.age(2);
            other.commit();
            assertThat(a.age())
                    .as("committed after the boundary and before the first use")
                    .isEqualTo(2);
        }
    }

    /** CONFORMANCE 57: where it is not known what has changed, nothing happens before the boundary and all goes then. */
    @Test
    void unknownChanges_dropEveryStateAtTheBoundary() {
        try (OdbConnection c = database.connect()) {
            Person a = a(c);
            Person b = b(c);
            a.age(5);
            assertThat(b.age()).isZero();
            meanwhile(other -> b(other).age(8));
            forgetful.set(true);
            assertThat(b.age()).isZero();
            assertThat(a.age()).isEqualTo(5);
            c.rollback();
            assertThat(team(c).byName).hasSize(2);
            assertThat(state(a)).isEqualTo(ObjectState.GHOST);
            assertThat(state(b)).isEqualTo(ObjectState.GHOST);
            assertThat(a.age()).isZero();
            assertThat(b.age()).isEqualTo(8);
        }
    }

    /** CONFORMANCE 58: what begins a transaction is the end of the one before; rollback drops its changes. */
    @Test
    void rollback_dropsChangesAndMovesTheSnapshot() {
        try (OdbConnection c = database.connect()) {
            Person a = a(c);
            a.age(5);
            meanwhile(other -> a(other).age(7));
            assertThat(a.age()).isEqualTo(5);
            c.rollback();
            assertThat(state(a)).isEqualTo(ObjectState.GHOST);
            assertThat(a.age()).isEqualTo(7);
        }
    }

    // -------- objects of an aborted transaction

    /** CONFORMANCE 78: a new object of an aborted transaction is nobody's, keeps its state and gets another oid. */
    @Test
    void newObject_isUnsavedAgainWhereverTheTransactionIsGivenUp() {
        try (OdbConnection c = database.connect()) {
            Person fresh = new Person("fresh", 3);
            long first = addTo(c, fresh);
            c.rollback();
            assertUnsaved(c, fresh, first);

            long second = addTo(c, fresh);
            team(c).title = "mine";
            meanwhile(other -> team(other).title = "theirs");
            assertThatThrownBy(c::commit).isInstanceOf(ConflictException.class);
            c.rollback();
            assertUnsaved(c, fresh, second);
            assertThat(second).as("no oid is given twice").isNotEqualTo(first);

            addTo(c, fresh);
            c.commit();
            assertThat(database.<Integer>transact(
                            other -> team(other).byName.get("fresh").age()))
                    .isEqualTo(3);
        }
    }

    /** CONFORMANCE 78: also if it was prepared. */
    @Test
    void newObjectOfAPreparedBranchThatIsRolledBack_isUnsavedAgain() {
        Person fresh = new Person("fresh", 3);
        Branch branch = database.begin(new BranchSettings("", () -> true));
        long oid = addTo(branch.session(Team.class.getClassLoader()), fresh);
        assertThat(branch.prepare(ID)).isEqualTo(Branch.Vote.PREPARED);
        database.rollbackPrepared(ID);
        try (OdbConnection c = database.connect()) {
            assertUnsaved(c, fresh, oid);
        }
    }

    private static long addTo(OdbConnection c, Person fresh) {
        team(c).byName.put("fresh", fresh);
        return c.oid(fresh);
    }

    private static void assertUnsaved(OdbConnection c, Person fresh, long oid) {
        assertThat(state(fresh)).isEqualTo(ObjectState.UNSAVED);
        assertThat(((Managed) (Object) fresh).$odb_owner()).isNull();
        assertThat(((Managed) (Object) fresh).$odb_oid()).isZero();
        assertThat(fresh.age()).isEqualTo(3);
        assertThat(c.serial(fresh)).isZero();
        assertThat(team(c).byName).doesNotContainKey("fresh");
        assertThatThrownBy(() -> c.requireUnchanged(oid, 0)).isInstanceOf(ObjectNotFoundException.class);
    }

    // -------- objects that change while they are written

    /** CONFORMANCE 79: the application's code that runs while values are written may change objects and add new ones. */
    @Test
    void objectsChangedWhileOthersAreWritten_areStoredOnceAndAllOfThem() {
        try (OdbConnection c = database.connect()) {
            Team team = team(c);
            team.anything = new Meddler(a(c), team.byName);
            long before = c.serial(a(c));
            c.commit();
            assertThat(c.serial(a(c))).isGreaterThan(before);
            a(c).age(a(c).age() + 1);
            c.commit();
        }
        int[] stored = database.transact(c -> new int[] {
            a(c).age(),
            team(c).byName.get("made").age(),
            c.root("team", Team.class).byName.size()
        });
        assertThat(stored).containsExactly(101, 17, 3);
        assertThat(database.history(database.<Long>transact(c -> c.oid(a(c))), 10))
                .hasSize(3);
    }
}

package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.BTreeSet;
import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.ReadConflictException;
import dev.odb.TransactionFailedException;
import dev.odb.core.model.Grumpy;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a class merges concurrent changes, what it may do wrong, and what reads that count have to do with it. */
class EngineResolutionTest {
    private final CapturedLog log = new CapturedLog("dev.odb.core.object.MergeResolver");
    private Engine database;

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of("odb:memory:" + UUID.randomUUID()));
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            Grumpy grumpy = new Grumpy();
            grumpy.other = new Grumpy();
            team.anything = grumpy;
            team.byName.put("a", new Person("a", 0));
            team.byName.put("b", new Person("b", 0));
            return null;
        });
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private static Team team(OdbConnection c) {
        return c.root("team", Team.class);
    }

    private static Grumpy grumpy(OdbConnection c) {
        return (Grumpy) team(c).anything;
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

    /** CONFORMANCE 61: the committer sees the merged state right after its commit, the other at its next boundary. */
    @Test
    void committer_seesTheMergedStateAtOnce() {
        meanwhile(c -> team(c).visits.add(1));
        try (OdbConnection one = database.connect();
                OdbConnection two = database.connect()) {
            team(one).visits.add(3);
            team(two).visits.add(2);
            two.commit();
            assertThat(team(two).visits.get()).isEqualTo(3);
            one.commit();
            assertThat(team(one).visits.get()).isEqualTo(6);
            assertThat(team(two).visits.get()).as("its snapshot").isEqualTo(3);
            two.rollback();
            assertThat(team(two).visits.get()).isEqualTo(6);
        }
    }

    /** CONFORMANCE 61: it is asked whenever serials differ, though the committed state is the old one again. */
    @Test
    void resolver_isAskedEvenIfNothingSeemsToHaveChanged() {
        try (OdbConnection one = database.connect()) {
            grumpy(one).mood = "fine";
            grumpy(one).value = 5;
            meanwhile(c -> grumpy(c).value = 1);
            meanwhile(c -> grumpy(c).value = 0);
            one.commit();
            assertThat(grumpy(one).calls).isEqualTo(1);
            assertThat(grumpy(one).value).isEqualTo(5);
        }
    }

    /** CONFORMANCE 62: a resolver that refuses. The class is named; the loser sees the winner's state. */
    @Test
    void refusal_namesTheClassAndLeavesTheCommittedState() {
        try (OdbConnection one = database.connect()) {
            grumpy(one).mood = "conflict";
            meanwhile(c -> grumpy(c).value = 7);
            ConflictException lost = catchThrowableOfType(ConflictException.class, one::commit);
            assertThat(lost).hasMessageContaining(Grumpy.class.getName());
            assertThat(lost.className()).isEqualTo(Grumpy.class.getName());
            one.rollback();
            assertThat(grumpy(one).value).isEqualTo(7);
        }
    }

    /** CONFORMANCE 63: whatever a resolver throws, or gives, is a conflict, and logged where nobody is disturbed. */
    @Test
    void brokenResolvers_areConflictsAndLogged() {
        for (String mood : new String[] {
            "conflict",
            "runtime",
            "null",
            "another class",
            "new object",
            "reference",
            "endless",
            "error",
            "linkage",
            "checked"
        }) {
            log.clear();
            try (OdbConnection one = database.connect()) {
                grumpy(one).mood = mood;
                meanwhile(c -> grumpy(c).value++);
                assertThatThrownBy(one::commit).as(mood).isExactlyInstanceOf(ConflictException.class);
                one.rollback();
                assertThatCode(() -> grumpy(one).value++).doesNotThrowAnyException();
                one.commit();
            }
            assertThat(log.messages()).as(mood).isNotEmpty().allMatch(m -> m.contains(Grumpy.class.getName()));
            assertThat(log.levels()).as(mood).containsOnly(Level.FINE);
        }
    }

    /** A virtual machine without memory is no conflict: nothing says that another attempt helps. */
    @Test
    void brokenMachine_isNoConflict() {
        try (OdbConnection one = database.connect()) {
            grumpy(one).mood = "memory";
            meanwhile(c -> grumpy(c).value++);
            assertThatThrownBy(one::commit).isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(one::commit).isInstanceOf(TransactionFailedException.class);
        }
        assertThat(database.<String>transact(c -> grumpy(c).mood)).isEmpty();
    }

    /** CONFORMANCE 64: new persistent objects as keys cannot be compared, so a set of them does not merge. */
    @Test
    void newObjectsAsKeysOfOneSet_conflict() {
        meanwhile(c -> {
            BTreeSet<Grumpy> set = new BTreeSet<>();
            team(c).anything = set;
        });
        try (OdbConnection one = database.connect();
                OdbConnection two = database.connect()) {
            keys(one).add(new Grumpy(1));
            keys(two).add(new Grumpy(2));
            one.commit();
            assertThatThrownBy(two::commit).isInstanceOf(ConflictException.class);
        }
    }

    @SuppressWarnings("unchecked")
    private static BTreeSet<Grumpy> keys(OdbConnection c) {
        return (BTreeSet<Grumpy>) team(c).anything;
    }

    /** CONFORMANCE 65: asked for often, looked at once; and only if something is changed. */
    @Test
    void readCurrent_isCheckedIfSomethingElseIsChanged() {
        try (OdbConnection one = database.connect()) {
            for (int i = 0; i < 5; i++) {
                one.readCurrent(a(one));
            }
            meanwhile(c -> a(c).age(1));
            one.commit();
            one.readCurrent(a(one));
            b(one).age(1);
            meanwhile(c -> a(c).age(2));
            ReadConflictException lost = catchThrowableOfType(ReadConflictException.class, one::commit);
            assertThat(lost.lostOids()).containsExactly(lost.oid());
            one.rollback();
            assertThat(lost.oid()).isEqualTo(one.oid(a(one)));
        }
    }

    /** CONFORMANCE 65: not carried over to the next transaction. */
    @Test
    void readCurrent_endsWithItsTransaction() {
        try (OdbConnection one = database.connect()) {
            one.readCurrent(a(one));
            one.commit();
            assertThat(b(one).age()).isZero();
            meanwhile(c -> a(c).age(1));
            b(one).age(1);
            one.commit();
            one.readCurrent(a(one));
            one.rollback();
            assertThat(b(one).age()).isEqualTo(1);
            meanwhile(c -> a(c).age(2));
            b(one).age(2);
            one.commit();
        }
    }

    /** CONFORMANCE 65: none if the object itself is stored, which conflicts as a write, without being merged. */
    @Test
    void readCurrentOfAnObjectThatIsStored_keepsItFromBeingMerged() {
        try (OdbConnection one = database.connect()) {
            one.readCurrent(team(one).visits);
            team(one).visits.add(1);
            meanwhile(c -> team(c).visits.add(1));
            assertThatThrownBy(one::commit)
                    .isInstanceOf(ConflictException.class)
                    .isNotInstanceOf(ReadConflictException.class);
        }
    }

    /** CONFORMANCE 66: after the violation the object shows nothing old. */
    @Test
    void objectOfAViolation_hasLostItsState() {
        try (OdbConnection one = database.connect()) {
            Person a = a(one);
            one.readCurrent(a);
            b(one).age(1);
            meanwhile(c -> a(c).age(9));
            assertThatThrownBy(one::commit).isInstanceOf(ReadConflictException.class);
            assertThatThrownBy(a::age).hasMessageContaining("ODB-3970");
            one.rollback();
            assertThat(a.age()).isEqualTo(9);
        }
    }

    /** CONFORMANCE 10, 65: several are reported together, a prepared branch keeps what it has read from others. */
    @Test
    void preparedBranch_keepsOthersFromWhatItHasRead() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection c = branch.session(Team.class.getClassLoader());
        c.readCurrent(a(c));
        BranchId id = new BranchId(7, new byte[] {1}, new byte[] {2});
        assertThat(branch.prepare(id)).isEqualTo(Branch.Vote.PREPARED);
        try (OdbConnection one = database.connect()) {
            one.readCurrent(a(one));
            b(one).age(1);
            one.commit();
        }
        database.commitPrepared(id);
        meanwhile(other -> a(other).age(1));
    }
}

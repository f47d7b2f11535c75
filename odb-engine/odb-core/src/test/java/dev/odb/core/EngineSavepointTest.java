package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.BTreeMap;
import dev.odb.ConflictException;
import dev.odb.DetachedObjectException;
import dev.odb.InvalidSavepointException;
import dev.odb.NotPersistentException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.ReadConflictException;
import dev.odb.Savepoint;
import dev.odb.TransactionFailedException;
import dev.odb.core.model.Forgotten;
import dev.odb.core.model.Person;
import dev.odb.core.model.SmallTree;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points in a transaction to which its objects go back. */
class EngineSavepointTest {
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    @TempDir
    Path folder;

    private Engine database;
    private OdbConnection connection;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    /** How it is opened; a subclass has other settings. */
    OdbConfiguration configuration(String url) {
        return OdbConfiguration.of(url);
    }

    @BeforeEach
    void open() {
        database = Engine.open(configuration(url() + folder.resolve("db")));
        database.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.title = "start";
            team.byName.put("ada", new Person("Ada", 36));
            team.byName.put("bob", new Person("Bob", 20));
            return null;
        });
        connection = database.connect();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Team team() {
        return connection.root("team", Team.class);
    }

    private Person ada() {
        return team().byName.get("ada");
    }

    private int storedAge(String name) {
        return database.transact(
                c -> c.root("team", Team.class).byName.get(name).age());
    }

    /** CONFORMANCE 73. */
    @Test
    void rollback_asOftenAsOneLikes_givesTheStateOfTheSavepoint() {
        Person ada = ada();
        ada.age(100);
        Savepoint hundred = connection.savepoint();
        for (int age = 200; age <= 400; age += 100) {
            ada.age(age);
            hundred.rollback();
            assertThat(ada.age()).isEqualTo(100);
        }
        connection.commit();
        assertThat(storedAge("ada")).isEqualTo(100);
    }

    /** CONFORMANCE 73. */
    @Test
    void rollback_makesLaterSavepointsInvalidAndKeepsEarlierOnes() {
        Person ada = ada();
        ada.age(1);
        Savepoint one = connection.savepoint();
        ada.age(2);
        Savepoint two = connection.savepoint();
        ada.age(3);
        Savepoint three = connection.savepoint();
        ada.age(4);
        two.rollback();
        assertThat(ada.age()).isEqualTo(2);
        assertThatThrownBy(three::rollback)
                .isInstanceOf(InvalidSavepointException.class)
                .hasMessageContaining("ODB-2580");
        assertThat(ada.age()).isEqualTo(2);
        one.rollback();
        assertThat(ada.age()).isEqualTo(1);
        assertThatThrownBy(two::rollback).isInstanceOf(InvalidSavepointException.class);
        Savepoint again = connection.savepoint();
        ada.age(5);
        again.rollback();
        connection.commit();
        assertThat(storedAge("ada")).isEqualTo(1);
    }

    @Test
    void savepointWithoutAnyChange_takesEverythingBackToTheSnapshot() {
        Savepoint clean = connection.savepoint();
        ada().age(99);
        team().log.add("x");
        clean.rollback();
        assertThat(ada().age()).isEqualTo(36);
        assertThat(team().log).isEmpty();
        connection.commit();
        assertThat(database.undoLog(0, 9)).hasSize(3);
    }

    @Test
    void endOfTheTransaction_makesItsSavepointsInvalid() {
        ada().age(1);
        Savepoint committed = connection.savepoint();
        connection.commit();
        assertThatThrownBy(committed::rollback)
                .isInstanceOf(InvalidSavepointException.class)
                .hasMessageContaining("ODB-2581");
        ada().age(2);
        Savepoint rolledBack = connection.savepoint();
        connection.rollback();
        assertThatThrownBy(rolledBack::rollback).hasMessageContaining("ODB-2581");
        List<Savepoint> kept = new ArrayList<>();
        database.transact(c -> kept.add(c.savepoint()));
        assertThatThrownBy(kept.get(0)::rollback).hasMessageContaining("ODB-2581");
        assertThat(storedAge("ada")).isEqualTo(1);
    }

    /** CONFORMANCE 74. */
    @Test
    void objectAddedBeforeASavepointAndChangedAfterIt_isUnsavedAfterARollback() {
        Person eve = new Person("Eve", 1);
        team().members.add(eve);
        connection.savepoint();
        eve.age(2);
        connection.rollback();
        assertThat(eve.age()).isEqualTo(2);
        eve.age(3);
        assertThat(team().members).isEmpty();
        team().members.add(eve);
        connection.commit();
        assertThat(database.<Integer>transact(
                        c -> c.root("team", Team.class).members.get(0).age()))
                .isEqualTo(3);
    }

    /** CONFORMANCE 75. */
    @Test
    void objectChangedBeforeAndAfterASavepoint_isStoredOnceAndIsNoConflict() {
        Person ada = ada();
        long oid = connection.oid(ada);
        ada.age(50);
        connection.savepoint();
        ada.age(51);
        connection.commit();
        assertThat(storedAge("ada")).isEqualTo(51);
        assertThat(database.history(oid, 10)).hasSize(2);
        ada.age(52);
        connection.commit();
        assertThat(storedAge("ada")).isEqualTo(52);
    }

    /** CONFORMANCE 76. */
    @Test
    void objectsFirstStoredInLaterSavepoints_areNewAgainAfterTheOuterRollback() {
        Savepoint outer = connection.savepoint();
        Person eve = new Person("Eve", 1);
        Person friend = new Person("Friend", 2);
        eve.friend = friend;
        team().members.add(eve);
        connection.savepoint();
        Person late = new Person("Late", 3);
        friend.friend = late;
        connection.savepoint();
        outer.rollback();
        assertThat(team().members).isEmpty();
        assertThat(eve.friend.friend.age()).isEqualTo(3);
        long oid = connection.oid(eve);
        team().byName.put("eve", eve);
        connection.commit();
        assertThat(storedAge("eve")).isEqualTo(1);
        assertThat(database.history(oid, 10)).hasSize(1);
        assertThat(database.<String>transact(c -> c.root("team", Team.class)
                        .byName
                        .get("eve")
                        .friend
                        .friend
                        .name()))
                .isEqualTo("Late");
    }

    /** CONFORMANCE 80. */
    @Test
    void closeWithASavepoint_rollsBack() {
        ada().age(77);
        Savepoint savepoint = connection.savepoint();
        connection.close();
        assertThatThrownBy(savepoint::rollback).isInstanceOf(InvalidSavepointException.class);
        assertThat(storedAge("ada")).isEqualTo(36);
    }

    /** CONFORMANCE 80: the transaction is not the handle's. */
    @Test
    void closeOfOneHandleOfABranchWithASavepoint_leavesTheBranch() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection one = branch.session(Team.class.getClassLoader());
        one.root("team", Team.class).title = "put aside";
        Savepoint savepoint = one.savepoint();
        one.root("team", Team.class).title = "after it";
        one.close();
        savepoint.rollback();
        branch.commit();
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEqualTo("put aside");
    }

    /** CONFORMANCE 65: a read that counts does so over savepoints and their rollback. */
    @Test
    void readCurrentBeforeASavepoint_countsAfterItsRollback() {
        connection.readCurrent(ada());
        Savepoint savepoint = connection.savepoint();
        team().title = "mine";
        savepoint.rollback();
        team().title = "mine again";
        connection.savepoint();
        database.transact(c -> {
            c.root("team", Team.class).byName.get("ada").age(1);
            return null;
        });
        assertThatThrownBy(connection::commit).isInstanceOf(ReadConflictException.class);
    }

    /** CONFORMANCE 67. */
    @Test
    void readCurrentOfAnObjectMadeAfterTheSavepoint_isForgottenWithIt() {
        Savepoint savepoint = connection.savepoint();
        BTreeMap<Integer, Integer> tree = new BTreeMap<>();
        team().anything = tree;
        connection.readCurrent(tree);
        connection.savepoint();
        connection.readCurrent(tree);
        tree.put(1, 1);
        savepoint.rollback();
        team().title = "without the tree";
        connection.commit();
        assertThat(database.<Object>transact(c -> c.root("team", Team.class).anything))
                .isNull();
        assertThat(tree).containsEntry(1, 1);
    }

    @Test
    void savepoint_doesNotMoveTheSnapshotAndShowsNothingToOthers() {
        Person ada = ada();
        ada.age(40);
        connection.savepoint();
        assertThat(storedAge("ada")).isEqualTo(36);
        database.transact(c -> {
            c.root("team", Team.class).byName.get("bob").age(21);
            return null;
        });
        connection.savepoint().rollback();
        assertThat(team().byName.get("bob").age()).isEqualTo(20);
        assertThat(ada.age()).isEqualTo(40);
        connection.commit();
        assertThat(storedAge("ada")).isEqualTo(40);
        assertThat(team().byName.get("bob").age()).isEqualTo(21);
    }

    @Test
    void putAsideAndThenChangedByOthers_isAConflict() {
        ada().age(40);
        connection.savepoint();
        database.transact(c -> {
            c.root("team", Team.class).byName.get("ada").age(21);
            return null;
        });
        assertThatThrownBy(connection::commit).isInstanceOf(ConflictException.class);
    }

    @Test
    void arrayChangedAfterTheSavepoint_goesBack() {
        team().scores[0] = 1;
        Savepoint savepoint = connection.savepoint();
        team().scores[0] = 2;
        team().scores[1] = 2;
        savepoint.rollback();
        assertThat(team().scores).containsExactly(1, 0, 0);
        team().scores[2] = 3;
        connection.savepoint();
        connection.commit();
        assertThat(database.<int[]>transact(c -> c.root("team", Team.class).scores))
                .containsExactly(1, 0, 3);
    }

    @Test
    void arrayOfAnObjectThatWasUnchangedAtTheSavepoint_goesBack() {
        assertThat(team().scores).containsOnly(0);
        Savepoint savepoint = connection.savepoint();
        team().scores[0] = 2;
        savepoint.rollback();
        assertThat(team().scores).containsOnly(0);
        connection.commit();
        assertThat(database.undoLog(0, 9)).hasSize(3);
    }

    @Test
    void newObjectReferredToOnlyBeforeTheSavepoint_comesBackWithIt() {
        Person eve = new Person("Eve", 1);
        team().anything = eve;
        Savepoint savepoint = connection.savepoint();
        team().anything = null;
        eve.age(2);
        connection.savepoint();
        savepoint.rollback();
        assertThat(((Person) team().anything).age()).isEqualTo(1);
        team().anything = null;
        connection.commit();
        assertThat(database.<Object>transact(c -> c.root("team", Team.class).anything))
                .isNull();
    }

    @Test
    void newObjectWhoseOidWasAskedForBeforeTheSavepoint_keepsItsOid() {
        Person eve = new Person("Eve", 1);
        long oid = connection.oid(eve);
        Savepoint savepoint = connection.savepoint();
        team().anything = eve;
        connection.savepoint();
        eve.age(2);
        savepoint.rollback();
        assertThat(team().anything).isNull();
        assertThat(eve.age()).isEqualTo(2);
        assertThat(connection.oid(eve)).isEqualTo(oid);
        team().anything = eve;
        connection.commit();
        assertThat(database.<Long>transact(c -> c.oid(c.root("team", Team.class).anything)))
                .isEqualTo(oid);
    }

    @Test
    void rootsPutAfterTheSavepoint_goWithIt() {
        connection.roots().put("kept", new Person("Kept", 1));
        Savepoint savepoint = connection.savepoint();
        connection.roots().put("dropped", new Person("Dropped", 1));
        connection.roots().remove("team");
        savepoint.rollback();
        assertThat(connection.roots()).containsOnlyKeys("kept", "team");
        connection.commit();
        assertThat(database.<Integer>transact(c -> c.roots().size())).isEqualTo(2);
    }

    @Test
    void rootMadeInATransactionOfItsOwn_staysAfterTheRollback() {
        connection.root("team", Team.class);
        Savepoint savepoint = connection.savepoint();
        connection.root("other", Person.class, () -> new Person("Other", 1)).age(2);
        savepoint.rollback();
        assertThat(connection.root("other", Person.class).age()).isEqualTo(1);
    }

    @Test
    void treeThatSplitAfterTheSavepoint_goesBackWholeAndSound() {
        SmallTree tree = new SmallTree();
        connection.roots().put("tree", tree);
        for (int i = 0; i < 50; i++) {
            tree.put(i, i);
        }
        Savepoint fifty = connection.savepoint();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 200; i++) {
                tree.put(3 * i, -i);
                if (i % 40 == 0) {
                    connection.savepoint();
                }
            }
            fifty.rollback();
            assertThat(tree).hasSize(50).containsEntry(3, 3);
            tree.check();
        }
        tree.keySet().removeIf(key -> key % 2 == 0);
        connection.commit();
        database.transact(c -> {
            SmallTree stored = c.root("tree", SmallTree.class);
            stored.check();
            assertThat(stored).hasSize(25).doesNotContainKey(0);
            return null;
        });
    }

    @Test
    void undoAfterTheSavepoint_isTakenBackWithIt() {
        long oid = connection.oid(ada());
        database.transact(c -> {
            c.root("team", Team.class).byName.get("ada").age(37);
            return null;
        });
        long birthday = database.undoLog(0, 1).get(0).tid();
        connection.rollback();
        Savepoint before = connection.savepoint();
        connection.undo(birthday);
        assertThat(ada().age()).isEqualTo(36);
        Savepoint undone = connection.savepoint();
        ada().age(100);
        undone.rollback();
        assertThat(ada().age()).isEqualTo(36);
        before.rollback();
        assertThat(ada().age()).isEqualTo(37);
        connection.undo(birthday);
        team().title = "undone";
        connection.savepoint();
        connection.commit();
        assertThat(storedAge("ada")).isEqualTo(36);
        assertThat(database.history(oid, 9)).hasSize(3);
    }

    @Test
    void undoOfWhatASavepointHasPutAside_isRefused() {
        long birthday = database.transact(c -> {
            c.root("team", Team.class).byName.get("ada").age(37);
            return 0L;
        });
        birthday += database.undoLog(0, 1).get(0).tid();
        long tid = birthday;
        connection.rollback();
        ada().age(38);
        connection.savepoint();
        assertThatThrownBy(() -> connection.undo(tid)).hasMessageContaining("has been changed in this transaction");
    }

    @Test
    void transactionWithSavepointsThatLost_isReplayed() {
        int[] runs = {0};
        database.transact(c -> {
            Team team = c.root("team", Team.class);
            Person ada = team.byName.get("ada");
            ada.age(ada.age() + 1);
            Savepoint savepoint = c.savepoint();
            ada.age(1000);
            savepoint.rollback();
            if (runs[0]++ == 0) {
                connection.root("team", Team.class).byName.get("ada").age(60);
                connection.commit();
            }
            return null;
        });
        assertThat(runs[0]).isEqualTo(2);
        assertThat(storedAge("ada")).isEqualTo(61);
    }

    @Test
    void newObjectsOfAReplayedTransaction_canBeStoredByTheReplay() {
        List<Person> made = List.of(new Person("One", 1), new Person("Two", 2));
        made.get(0).friend = made.get(1);
        int[] runs = {0};
        database.transact(c -> {
            Team team = c.root("team", Team.class);
            team.title = "run " + runs[0];
            team.members.add(made.get(0));
            c.savepoint();
            if (runs[0]++ == 0) {
                team().title = "in the way";
                connection.commit();
            }
            return null;
        });
        assertThat(runs[0]).isEqualTo(2);
        assertThat(database.<Integer>transact(
                        c -> c.root("team", Team.class).members.get(0).friend.age()))
                .isEqualTo(2);
    }

    @Test
    void preparedBranchWithSavepoints_commitsAsPrepared() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection session = branch.session(Team.class.getClassLoader());
        Team team = session.root("team", Team.class);
        team.title = "one";
        team.byName.put("eve", new Person("Eve", 1));
        session.savepoint();
        team.title = "two";
        assertThat(branch.prepare(BRANCH)).isEqualTo(Branch.Vote.PREPARED);
        database.commitPrepared(BRANCH);
        assertThat(storedAge("eve")).isEqualTo(1);
        assertThat(team.title).isEqualTo("two");
    }

    @Test
    void preparedBranchWithSavepointsThatIsRolledBack_leavesNewObjectsUnsaved() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection session = branch.session(Team.class.getClassLoader());
        Person eve = new Person("Eve", 1);
        session.root("team", Team.class).byName.put("eve", eve);
        session.savepoint();
        branch.prepare(BRANCH);
        database.rollbackPrepared(BRANCH);
        assertThat(eve.age()).isEqualTo(1);
        team().byName.put("eve", eve);
        connection.commit();
        assertThat(storedAge("eve")).isEqualTo(1);
    }

    @Test
    void savepointThatFails_leavesATransactionThatCanOnlyBeRolledBack() {
        team().title = "one";
        team().anything = new Forgotten();
        assertThatThrownBy(connection::savepoint).isInstanceOf(NotPersistentException.class);
        assertThatThrownBy(() -> team().title = "two").isInstanceOf(TransactionFailedException.class);
        assertThatThrownBy(connection::savepoint).isInstanceOf(TransactionFailedException.class);
        assertThatThrownBy(connection::commit).isInstanceOf(TransactionFailedException.class);
        connection.rollback();
        assertThat(team().title).isEqualTo("start");
        team().title = "three";
        connection.commit();
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEqualTo("three");
    }

    @Test
    void savepointThatFailsInABranch_isNotCommitted() {
        Branch branch = database.begin(new BranchSettings("", () -> true));
        OdbConnection session = branch.session(Team.class.getClassLoader());
        session.root("team", Team.class).title = "one";
        session.root("team", Team.class).anything = new Forgotten();
        assertThatThrownBy(session::savepoint).isInstanceOf(NotPersistentException.class);
        assertThatThrownBy(() -> branch.prepare(BRANCH)).isInstanceOf(TransactionFailedException.class);
        assertThat(database.prepared()).isEmpty();
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEqualTo("start");
    }

    @Test
    void savepointOfASuspendedTransaction_isRefusedWhereAnotherIsCurrent() {
        AtomicBoolean current = new AtomicBoolean(true);
        Branch branch = database.begin(new BranchSettings("", current::get));
        OdbConnection session = branch.session(Team.class.getClassLoader());
        session.root("team", Team.class).title = "one";
        Savepoint savepoint = session.savepoint();
        current.set(false);
        assertThatThrownBy(savepoint::rollback)
                .isInstanceOf(DetachedObjectException.class)
                .hasMessageContaining("ODB-2582");
        current.set(true);
        session.root("team", Team.class).title = "two";
        savepoint.rollback();
        branch.commit();
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEqualTo("one");
    }

    @Test
    void bigRecordsPutAside_areReadBackWhole() {
        String big = "x".repeat(300_000);
        team().title = big;
        team().byName.get("ada").age(1);
        Savepoint savepoint = connection.savepoint();
        team().title = "small";
        team().byName.get("bob").age(2);
        connection.savepoint();
        savepoint.rollback();
        assertThat(team().title).isEqualTo(big);
        assertThat(ada().age()).isEqualTo(1);
        assertThat(team().byName.get("bob").age()).isEqualTo(20);
        connection.commit();
        assertThat(database.<String>transact(c -> c.root("team", Team.class).title))
                .isEqualTo(big);
    }

    @Test
    void readOnlyPast_hasSavepointsOfNothing() {
        try (OdbConnection past =
                database.connect(AsOf.tid(database.undoLog(0, 1).get(0).tid()))) {
            Savepoint savepoint = past.savepoint();
            assertThat(past.root("team", Team.class).title).isEqualTo("start");
            savepoint.rollback();
            assertThat(past.root("team", Team.class).title).isEqualTo("start");
        }
    }
}

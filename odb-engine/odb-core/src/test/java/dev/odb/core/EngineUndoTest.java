package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OtherResources;
import dev.odb.TransactionInfo;
import dev.odb.UndoException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Stubborn;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Undo: a new transaction that takes back what earlier ones did, wholly or not at all. */
class EngineUndoTest {
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    @TempDir
    Path folder;

    private Engine database;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
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

    private static Person person(OdbConnection connection, String name) {
        return team(connection).byName.get(name);
    }

    private long change(Consumer<OdbConnection> change) {
        database.transact(c -> {
            change.accept(c);
            return null;
        });
        return newest();
    }

    private long title(String title) {
        return change(c -> team(c).title = title);
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private long undo(long... tids) {
        return change(c -> c.undo(tids));
    }

    private String title() {
        return database.transact(c -> team(c).title);
    }

    private int age(String name) {
        return database.transact(c -> person(c, name).age());
    }

    /** CONFORMANCE 27, 28: back step by step to before the creation, and forth again. */
    @Test
    void undoOneByOne_goesBackToBeforeTheCreationAndForthAgain() {
        long creation = change(c -> c.roots().put("object", new Person("X", 23)));
        long first = change(c -> c.root("object", Person.class).age(24));
        long second = change(c -> c.root("object", Person.class).age(25));
        undo(second);
        assertThat(database.<Integer>transact(
                        c -> c.root("object", Person.class).age()))
                .isEqualTo(24);
        undo(first);
        assertThat(database.<Integer>transact(
                        c -> c.root("object", Person.class).age()))
                .isEqualTo(23);
        long undone = undo(creation);
        assertThatThrownBy(() -> database.transact(c -> c.root("object", Person.class)))
                .isInstanceOf(ObjectNotFoundException.class);
        undo(undone);
        assertThat(database.<Integer>transact(
                        c -> c.root("object", Person.class).age()))
                .isEqualTo(23);
    }

    /** CONFORMANCE 29: all objects of a transaction, in one new transaction; redo is undo of the undo. */
    @Test
    void undoAndRedo_areOneTransactionForAllObjects() {
        long both = change(c -> {
            person(c, "ada").age(1);
            person(c, "bob").age(2);
        });
        int before = database.undoLog(0, 100).size();
        long undone = undo(both);
        assertThat(age("ada")).isEqualTo(36);
        assertThat(age("bob")).isEqualTo(20);
        long redone = undo(undone);
        assertThat(age("ada")).isEqualTo(1);
        assertThat(age("bob")).isEqualTo(2);
        undo(redone);
        assertThat(age("ada")).isEqualTo(36);
        assertThat(database.undoLog(0, 100)).hasSize(before + 3);
    }

    /** CONFORMANCE 30: one object changed again stands in the way of all; nothing changes, all of them are named. */
    @Test
    void changedAgain_isAnErrorThatNamesAllObjectsAndChangesNothing() {
        long all = change(c -> {
            team(c).title = "51";
            person(c, "ada").age(51);
            person(c, "bob").age(51);
        });
        change(c -> {
            person(c, "ada").age(52);
            person(c, "bob").age(53);
        });
        try (OdbConnection connection = database.connect()) {
            UndoException failed = catchThrowableOfType(UndoException.class, () -> connection.undo(all));
            assertThat(failed.oids())
                    .containsExactlyInAnyOrder(
                            connection.oid(person(connection, "ada")), connection.oid(person(connection, "bob")));
            assertThat(failed)
                    .hasMessageContaining("ODB-2543")
                    .hasMessageContaining("" + newest())
                    .hasMessageContaining("object " + failed.oids()[0] + " of " + Person.class.getName())
                    .hasMessageContaining("object " + failed.oids()[1] + " of " + Person.class.getName());
            assertThat(team(connection).title).isEqualTo("51");
            long last = newest();
            connection.commit();
            assertThat(newest()).isEqualTo(last);
        }
    }

    /** A later change that had no net effect does not stand in the way. */
    @Test
    void changedAgainToTheSame_isUndone() {
        long one = title("one");
        title("two");
        title("one");
        undo(one);
        assertThat(title()).isEqualTo("start");
    }

    /** CONFORMANCE 31: only what that transaction did. */
    @Test
    void undoOfALaterChange_leavesTheOtherObject() {
        change(c -> {
            person(c, "ada").age(1);
            person(c, "bob").age(1);
        });
        long ada = change(c -> person(c, "ada").age(2));
        change(c -> person(c, "bob").age(3));
        undo(ada);
        assertThat(age("ada")).isEqualTo(1);
        assertThat(age("bob")).isEqualTo(3);
    }

    /** CONFORMANCE 32: what can merge is merged. */
    @Test
    void resolvableObject_losesOnlyThatChange() {
        change(c -> team(c).visits.add(1));
        long middle = change(c -> team(c).visits.add(10));
        change(c -> team(c).visits.add(100));
        long undone = undo(middle);
        assertThat(database.<Long>transact(c -> team(c).visits.get())).isEqualTo(101);
        change(c -> team(c).visits.add(1000));
        undo(undone);
        assertThat(database.<Long>transact(c -> team(c).visits.get())).isEqualTo(1111);
    }

    /** CONFORMANCE 32: entries of a tree that were added next to others. */
    @Test
    void treeEntry_isTakenOutBetweenOthers() {
        change(c -> team(c).byNumber.put(1, new Person("One", 1)));
        long middle = change(c -> team(c).byNumber.put(2, new Person("Two", 2)));
        change(c -> team(c).byNumber.put(3, new Person("Three", 3)));
        undo(middle);
        database.transact(c -> {
            assertThat(team(c).byNumber.keySet()).containsExactly(1, 3);
            assertThat(team(c).byNumber.size()).isEqualTo(2);
            return null;
        });
    }

    /** CONFORMANCE 33: a class that cannot merge after all. */
    @Test
    void resolverThatThrows_isAnUndoError() {
        change(c -> c.roots().put("stubborn", new Stubborn()));
        long middle = change(c -> c.root("stubborn", Stubborn.class).value = 1);
        change(c -> c.root("stubborn", Stubborn.class).value = 2);
        assertThatThrownBy(() -> undo(middle))
                .isInstanceOf(UndoException.class)
                .hasMessageContaining(Stubborn.class.getName());
    }

    /** CONFORMANCE 34: several at once in the order of the list. */
    @Test
    void severalAtOnce_areUndoneInTheGivenOrder() {
        for (int i = 0; i <= 5; i++) {
            title("" + i);
        }
        long[] five =
                database.undoLog(0, 5).stream().mapToLong(TransactionInfo::tid).toArray();
        assertThatThrownBy(() -> undo(five[1], five[0])).isInstanceOf(UndoException.class);
        assertThatThrownBy(() -> undo(five[0], five[2])).isInstanceOf(UndoException.class);
        assertThat(title()).isEqualTo("5");
        undo(five);
        assertThat(title()).isEqualTo("0");
        assertThat(database.undoLog(1, 5).stream().mapToLong(TransactionInfo::tid))
                .as("one new transaction")
                .containsExactly(box(five));
    }

    private static Long[] box(long[] tids) {
        return Arrays.stream(tids).boxed().toArray(Long[]::new);
    }

    /** All or nothing, also when the first of several could be undone. */
    @Test
    void secondOfSeveralFails_nothingIsUndone() {
        long good = change(c -> person(c, "ada").age(1));
        long bad = title("one");
        title("two");
        try (OdbConnection connection = database.connect()) {
            assertThatThrownBy(() -> connection.undo(good, bad)).isInstanceOf(UndoException.class);
            assertThat(person(connection, "ada").age()).isEqualTo(1);
            connection.commit();
        }
        assertThat(age("ada")).isEqualTo(1);
    }

    @Test
    void undo_isSeenAtOnceAndGoneAfterARollback() {
        long tid = title("one");
        try (OdbConnection connection = database.connect()) {
            Team team = team(connection);
            assertThat(team.title).isEqualTo("one");
            long serial = connection.serial(team);
            connection.undo(tid);
            assertThat(team.title).isEqualTo("start");
            assertThat(team.greeting)
                    .as("@OnLoad ran for the state that is back")
                    .isEqualTo("hello start");
            assertThat(title()).as("others see it after the commit").isEqualTo("one");
            connection.rollback();
            assertThat(team.title).isEqualTo("one");
            connection.undo(tid);
            assertThat(team.title).isEqualTo("start");
            connection.commit();
            assertThat(team.title).isEqualTo("start");
            assertThat(connection.serial(team)).isEqualTo(newest()).isNotEqualTo(serial);
            team.title = "and on";
            connection.commit();
        }
        assertThat(title()).isEqualTo("and on");
    }

    @Test
    void changeAfterTheUndo_isStoredOnTopOfIt() {
        long tid = change(c -> {
            team(c).title = "one";
            team(c).scores[0] = 7;
            person(c, "ada").age(1);
        });
        long other = change(c -> person(c, "bob").age(1));
        database.transact(c -> {
            c.undo(tid);
            team(c).title = "mine";
            team(c).scores[1] = 8;
            person(c, "ada").age(person(c, "ada").age() + 1);
            c.undo(other);
            assertThat(team(c).title).as("a second undo leaves it").isEqualTo("mine");
            return null;
        });
        database.transact(c -> {
            assertThat(team(c).title).isEqualTo("mine");
            assertThat(team(c).scores).containsExactly(0, 8, 0);
            return null;
        });
        assertThat(age("ada")).isEqualTo(37);
        assertThat(age("bob")).isEqualTo(20);
    }

    /** An object that was changed in the same transaction, also if only a comparison can tell. */
    @Test
    void objectChangedInTheSameTransaction_isAnUndoError() {
        long tid = title("one");
        assertThatThrownBy(() -> change(c -> {
                    team(c).title = "two";
                    c.undo(tid);
                }))
                .isInstanceOf(UndoException.class)
                .hasMessageContaining("in this transaction");
        assertThatThrownBy(() -> change(c -> {
                    team(c).scores[0] = 1;
                    c.undo(tid);
                }))
                .isInstanceOf(UndoException.class);
        assertThat(title()).isEqualTo("one");
    }

    @Test
    void undoneObjectChangedMeanwhile_isAConflictAtCommit() {
        long tid = title("one");
        try (OdbConnection connection = database.connect()) {
            connection.undo(tid);
            title("two");
            ConflictException lost = catchThrowableOfType(ConflictException.class, connection::commit);
            assertThat(lost.className()).isEqualTo(Team.class.getName());
        }
        assertThat(title()).isEqualTo("two");
    }

    @Test
    void undoneCounterChangedMeanwhile_isMergedAtCommit() {
        long tid = change(c -> team(c).visits.add(10));
        try (OdbConnection connection = database.connect()) {
            connection.undo(tid);
            assertThat(team(connection).visits.get()).isZero();
            change(c -> team(c).visits.add(5));
            connection.commit();
            assertThat(team(connection).visits.get()).isEqualTo(5);
        }
        long again = change(c -> team(c).visits.add(10));
        try (OdbConnection connection = database.connect()) {
            connection.undo(again);
            change(c -> team(c).visits.add(5));
            connection.commit();
            assertThat(team(connection).visits.get()).as("never loaded here").isEqualTo(10);
        }
    }

    /** CONFORMANCE 28, here: nothing refers to the object any more; whoever does keeps it. */
    @Test
    void undoOfACreation_leavesTheObjectToOtherReferrers() {
        long tid = change(c -> team(c).byName.put("new", new Person("New", 1)));
        change(c -> team(c).anything = person(c, "new"));
        undo(tid);
        database.transact(c -> {
            assertThat(team(c).byName.keySet()).containsExactlyInAnyOrder("ada", "bob");
            assertThat(((Person) team(c).anything).name()).isEqualTo("New");
            return null;
        });
    }

    /** A created object that was changed since would lose that change. */
    @Test
    void undoOfACreation_failsIfTheObjectWasChangedSince() {
        long tid = change(c -> team(c).byName.put("new", new Person("New", 1)));
        change(c -> person(c, "new").age(2));
        assertThatThrownBy(() -> undo(tid)).isInstanceOf(UndoException.class).hasMessageContaining("it was made then");
        long[] both = {newest(), tid};
        try (OdbConnection connection = database.connect()) {
            connection.undo(both);
            change(c -> person(c, "new").age(3));
            assertThatThrownBy(connection::commit).isInstanceOf(ConflictException.class);
        }
    }

    @Test
    void createdObjectChangedMeanwhile_isAConflict() {
        long tid = change(c -> team(c).byName.put("new", new Person("New", 1)));
        try (OdbConnection connection = database.connect()) {
            connection.undo(tid);
            change(c -> person(c, "new").age(3));
            assertThatThrownBy(connection::commit).isInstanceOf(ConflictException.class);
        }
        assertThat(age("new")).isEqualTo(3);
    }

    /** A tree that grew new pages: the undo must not lose what was put into them later. */
    @Test
    void undoOfATreesGrowth_isWholeOrRefused() {
        change(c -> team(c).byNumber.put(0, new Person("Zero", 0)));
        long growth = change(c -> {
            for (int i = 1; i < 500; i++) {
                team(c).byNumber.put(i, new Person("P" + i, i));
            }
        });
        long later = change(c -> team(c).byNumber.put(10_000, new Person("Late", 1)));
        assertThatThrownBy(() -> undo(growth)).isInstanceOf(UndoException.class);
        long undone = undo(later, growth);
        database.transact(c -> {
            assertThat(team(c).byNumber.keySet()).containsExactly(0);
            return null;
        });
        undo(undone);
        database.transact(c -> {
            assertThat(team(c).byNumber.size()).isEqualTo(501);
            assertThat(team(c).byNumber.get(499).name()).isEqualTo("P499");
            return null;
        });
    }

    @Test
    void transactionsThatCannotBeUndone_haveErrorsOfTheirOwn() {
        List<TransactionInfo> all = database.undoLog(0, 100);
        long first = all.get(all.size() - 1).tid();
        assertThatThrownBy(() -> undo(first)).isInstanceOf(UndoException.class).hasMessageContaining("root directory");
        for (long unknown : new long[] {0, -1, first - 1, first + 1, newest() + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> undo(unknown))
                    .isInstanceOf(UndoException.class)
                    .hasMessageContaining("ODB-2541");
        }
        try (OdbConnection connection = database.connect()) {
            assertThat(team(connection).title).isEqualTo("start");
            long tid = title("newer than the snapshot");
            assertThatThrownBy(() -> connection.undo(tid)).hasMessageContaining("ODB-2541");
        }
    }

    /** On a server: prepared with other resources; its undo asks for consent, and so does the redo. */
    @Test
    void transactionWithOtherResources_asksForConsent() {
        prepareAndCommit(c -> team(c).title = "one");
        long tid = newest();
        assertThatThrownBy(() -> undo(tid))
                .isInstanceOf(UndoException.class)
                .hasMessageContaining("ODB-2542")
                .hasMessageContaining("LEFT_ALONE");
        prepareAndCommit(c -> c.undo(OtherResources.LEFT_ALONE, tid));
        assertThat(title()).isEqualTo("start");
        long undone = newest();
        assertThatThrownBy(() -> undo(undone)).hasMessageContaining("ODB-2542");
        change(c -> c.undo(OtherResources.LEFT_ALONE, undone));
        assertThat(title()).isEqualTo("one");
    }

    private void prepareAndCommit(Consumer<OdbConnection> change) {
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        change.accept(branch.session(Team.class.getClassLoader()));
        assertThat(branch.prepare(BRANCH)).isEqualTo(Branch.Vote.PREPARED);
        database.commitPrepared(BRANCH);
    }
}

package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.TransactionInfo;
import dev.odb.UndoException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Stubborn;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Undo: a new transaction that takes back what earlier ones did, wholly or not at all. */
class EngineUndoTest extends EngineUndoFixture {
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
}

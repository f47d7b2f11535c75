package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.UndoException;
import dev.odb.core.model.Team;
import org.junit.jupiter.api.Test;

/** Undo beside other changes, in its own transaction and in others. */
class EngineUndoMixedTest extends EngineUndoFixture {
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
}

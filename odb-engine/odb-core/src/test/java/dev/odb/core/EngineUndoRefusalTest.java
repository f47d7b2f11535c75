package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.OtherResources;
import dev.odb.TransactionInfo;
import dev.odb.UndoException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.BranchId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What undo cannot take back, or not without being asked to: objects that were made, foreign resources. */
class EngineUndoRefusalTest extends EngineUndoFixture {
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

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

package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.ConflictException;
import dev.odb.CorruptStorageException;
import dev.odb.NotPermittedException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PackOptions;
import dev.odb.Savepoint;
import dev.odb.UndoException;
import dev.odb.VersionLockedException;
import dev.odb.core.Engines;
import dev.odb.core.model.Note;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What meets in one transaction, or in one pack, that is seldom done together. */
public abstract class VersionCornersTest extends VersionsFixture {
    private static final String V = "v";

    private List<Long> undone() {
        long tid = newest();
        return Engines.storage(database)
                .transactions(tid, tid)
                .next()
                .metadata()
                .undone();
    }

    @Test
    void objectThatThisTransactionHasPutBackIntoAVersion_isHeldByIt() {
        write(V, "inside");
        long committed = change("", c -> c.commitVersion(V));
        try (OdbConnection c = database.connect()) {
            c.undo(committed);
            Note mine = note(c);
            assertThat(mine.text).isEqualTo("start");
            assertThatExceptionOfType(VersionLockedException.class)
                    .isThrownBy(() -> mine.text = "outside")
                    .withMessageContainingAll("ODB-3870", "'v'")
                    .satisfies(e -> assertThat(e.since()).isEqualTo(now));
            c.commit();
        }
        assertThat(text("")).isEqualTo("start");
        assertThat(text(V)).isEqualTo("inside");
    }

    @Test
    void objectThatIsPutBackIntoAVersionAsItIsOutside_isHeldByNobody() {
        change(V, c -> c.lock(note(c)));
        long committed = change("", c -> c.commitVersion(V));
        change("", c -> {
            c.undo(committed);
            note(c).text += " again";
        });
        assertThat(text("")).isEqualTo("start again");
        assertThat(text(V)).isEqualTo("start again");
        assertThat(fields(note, newest()).prevHead()).isEqualTo(committed);
        assertThat(database.versions()).isEmpty();
    }

    /** What a savepoint has taken back was not taken. */
    @Test
    void objectThatIsTakenFromAVersion_beforeASavepointTakesThatBack_isInItsOwnVersionAgain() {
        long b = write("", "B");
        change(V, c -> c.lock(note(c)));
        long merged = change("w", c -> c.commitVersion(V));
        try (OdbConnection c = database.connect("w")) {
            Savepoint before = c.savepoint();
            c.undo(merged);
            note(c).text = "taken from the other version";
            before.rollback();
            note(c).text = "after";
            c.commit();
        }
        assertThat(fields(note, newest()).lineage()).isEqualTo(new Lineage("w", b, merged));
        assertThat(text("w")).isEqualTo("after");
        assertThat(text("")).isEqualTo("B");
    }

    @Test
    void undone_namesWhatWasUndoneInTheEnd() {
        long first = write("", "1");
        long other = change("", c -> c.root("other", Note.class, () -> new Note("other")).text = "2");
        long second = write("", "3");
        try (OdbConnection c = database.connect()) {
            Savepoint before = c.savepoint();
            c.undo(second, first);
            before.rollback();
            c.undo(second);
            c.commit();
        }
        assertThat(undone()).containsExactly(second);
        long third = newest();
        try (OdbConnection c = database.connect()) {
            note(c).text = "to be in the way";
            c.rollback();
            assertThatExceptionOfType(UndoException.class).isThrownBy(() -> c.undo(third, second, other, other));
            c.undo(third);
            c.undo(other);
            c.commit();
        }
        assertThat(undone()).containsExactly(other, third);
    }

    /** Else the object would stay in a version that is over. */
    @Test
    void versionThatGetsOneMoreObjectWhileItEnds_isAConflict_whicheverComesFirst() {
        in("", c -> c.root("other", Note.class, () -> new Note("other")));
        for (boolean commits : List.of(true, false)) {
            write(V, "inside");
            try (OdbConnection ends = database.connect()) {
                end(ends, commits);
                change(V, c -> c.root("other", Note.class).text = "inside");
                assertThatExceptionOfType(ConflictException.class).isThrownBy(ends::commit);
            }
            change("", c -> c.abortVersion(V));
            write(V, "inside");
            try (OdbConnection inside = database.connect(V)) {
                inside.root("other", Note.class).text = "inside";
                change("", c -> end(c, commits));
                assertThatExceptionOfType(ConflictException.class).isThrownBy(inside::commit);
            }
            change("", c -> c.root("other", Note.class).text = "free");
        }
        assertThat(database.versions()).isEmpty();
    }

    private static void end(OdbConnection connection, boolean commits) {
        if (commits) {
            connection.commitVersion(V);
        } else {
            connection.abortVersion(V);
        }
    }

    /** To take it would be to break it, for which one has to be an administrator. */
    @Test
    void lockOfAnotherUserInTheSameVersion_isNotTaken_butNobodyIsKeptFromAChange() {
        lock("ada", Duration.ofMinutes(5));
        assertThatExceptionOfType(NotPermittedException.class)
                .isThrownBy(() -> lock("bob", null))
                .withMessageContainingAll("ODB-3996", "ada", "bob", "'v'");
        lock("ada", Duration.ofMinutes(10));
        write(V, "of bob");
        now = now.plusSeconds(600);
        lock("bob", null);
        assertThat(database.versions().get(0).locks()).singleElement().satisfies(lock -> assertThat(lock.owner())
                .isEqualTo("bob"));
        assertThatExceptionOfType(OdbException.class)
                .isThrownBy(() -> database.breakLock(V, note))
                .withMessageContaining("ODB-3881");
    }

    private void lock(String user, Duration most) {
        change(V, c -> {
            c.transaction().user(user);
            if (most == null) {
                c.lock(note(c));
            } else {
                c.lock(note(c), most);
            }
        });
    }

    @Test
    void commitOfAVersion_isUndoneAfterAPack_ifItWasNotPacked() {
        write("", "B");
        write(V, "C");
        write(V, "D");
        Instant last = database.undoLog(0, 1).get(0).time();
        long committed = change("", c -> c.commitVersion(V));
        write("", "later");
        long later = newest();
        database.pack(PackOptions.before(last));
        reopen();
        change("", c -> c.undo(later, committed));
        assertThat(text("")).isEqualTo("B");
        assertThat(text(V)).isEqualTo("D");
        database.pack(PackOptions.keeping(Duration.ZERO));
        assertThat(text("")).isEqualTo("B");
        assertThat(text(V)).isEqualTo("D");
        database.abortVersion(V);
        assertThat(text(V)).isEqualTo("B");
    }

    /** It is the first one in its version, and was made from what is outside. */
    @Test
    void changeInAVersion_ofWhatTheSameTransactionHasTakenOutOfAnother_wasMadeFromNothingThere() {
        long b = write("", "B");
        write(V, "C");
        write(V, "D");
        long changed = change("w", c -> {
            c.abortVersion(V);
            note(c).text += " and more";
        });
        assertThat(fields(note, changed).lineage()).isEqualTo(new Lineage("w", b, 0));
        assertThat(text("w")).isEqualTo("B and more");
        assertThat(text("")).isEqualTo("B");
        assertThat(text(V)).isEqualTo("B");
    }

    /** Who began before sees neither; who begins anew sees what is outside. */
    @Test
    void objectThatWasMadeAfterTheSnapshot_andIsInAVersionByNow_isYounger() {
        try (OdbConnection earlier = database.connect()) {
            assertThat(note(earlier).text).isEqualTo("start");
            long made = in("", c -> {
                Note other = new Note("made");
                c.roots().put("other", other);
                return c.oid(other);
            });
            long serial = newest();
            change(V, c -> c.root("other", Note.class).text = "inside");
            assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> earlier.requireUnchanged(made, serial));
            earlier.rollback();
            earlier.requireUnchanged(made, serial);
            earlier.commit();
        }
        long[] inside = {0};
        change(V, c -> {
            Note other = new Note("made");
            c.roots().put("inside", other);
            inside[0] = c.oid(other);
        });
        assertThatExceptionOfType(ObjectNotFoundException.class)
                .isThrownBy(() -> change("", c -> c.requireUnchanged(inside[0], 1)))
                .withMessageContaining("ODB-3877");
    }

    /** What a damaged record says is outside is not taken for nothing: an abort would then end the object. */
    @Test
    void revisionInAVersion_ofWhichTheOneOutsideIsNotThere_isDamaged() throws Exception {
        change(V, c -> c.lock(note(c)));
        long inside = write(V, "inside");
        Storage storage = Engines.storage(database);
        Revision head = storage.load(note, inside);
        Write damaged = new Write(note, inside, head.record(), 0, new Lineage(V, 7, inside));
        long tid = storage.commit(Batches.batch(damaged), t -> {});
        for (String how : List.of("read", "abort", "change", "break", "list")) {
            assertThatExceptionOfType(CorruptStorageException.class)
                    .as(how)
                    .isThrownBy(() -> use(how))
                    .withMessageContainingAll("ODB-3995", "object " + note, "'v'");
        }
        assertThat(newest()).isEqualTo(tid);
        database.commitVersion(V);
        assertThat(text("")).isEqualTo("inside");
    }

    private void use(String how) {
        switch (how) {
            case "read" -> text("");
            case "abort" -> database.abortVersion(V);
            case "change" -> write("w", "outside");
            case "break" -> database.breakLock(V, note);
            default -> database.versions();
        }
    }
}

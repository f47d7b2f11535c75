package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConnection;
import dev.odb.PackReport;
import dev.odb.UndoException;
import dev.odb.VersionInfo;
import dev.odb.VersionLockedException;
import dev.odb.core.model.Note;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packs of a database with versions. */
public abstract class VersionPackTest extends VersionsFixture {
    private static final String V = "v";

    private PackReport pack() {
        return database.pack(Duration.ZERO);
    }

    @Test
    void pack_keepsWhatIsSeenOutsideAndInside() {
        in("", c -> c.root("locked", Note.class, () -> new Note("locked")));
        write("", "outside");
        write(V, "1");
        write(V, "2");
        long made = in(V, c -> {
            Note inside = new Note("made");
            c.roots().put("made", inside);
            return c.oid(inside);
        });
        change(V, c -> c.lock(c.root("locked", Note.class)));
        List<VersionInfo> before = database.versions();
        pack();
        reopen();

        assertThat(database.versions()).isEqualTo(before);
        assertThat(text("")).isEqualTo("outside");
        assertThat(text(V)).isEqualTo("2");
        assertThat(this.<String>in(V, c -> c.root("made", Note.class).text)).isEqualTo("made");
        assertThatExceptionOfType(VersionLockedException.class).isThrownBy(() -> write("", "more"));
        assertThatExceptionOfType(VersionLockedException.class)
                .isThrownBy(() -> change("", c -> c.root("locked", Note.class).text = "more"));

        database.commitVersion(V);
        pack();
        assertThat(text("")).isEqualTo("2");
        assertThat(this.<Long>in("", c -> c.oid(c.root("made", Note.class)))).isEqualTo(made);
    }

    @Test
    void pack_afterAnAbort_removesWhatWasMadeInTheVersion() {
        long made = in(V, c -> {
            Note inside = new Note("made");
            c.roots().put("made", inside);
            return c.oid(inside);
        });
        database.abortVersion(V);
        pack();
        reopen();
        assertThat(text("")).isEqualTo("start");
        assertThatExceptionOfType(ObjectNotFoundException.class).isThrownBy(() -> database.history(made, 1));
        write(V, "again");
        database.abortVersion(V);
        assertThat(text(V)).isEqualTo("start");
    }

    /** The pack goes as far as the snapshot of the undo, and what all others would see is older than that. */
    @Test
    void pack_betweenAnUndoThatPutsBackIntoAVersionAndItsCommit_refusesTheUndo() {
        write(V, "inside");
        database.commitVersion(V);
        long committed = database.undoLog(0, 1).get(0).tid();
        try (OdbConnection connection = database.connect()) {
            connection.undo(committed);
            pack();
            assertThatExceptionOfType(UndoException.class)
                    .isThrownBy(connection::commit)
                    .withMessageContaining("ODB-3886")
                    .withMessageContaining("'v'");
            connection.rollback();
        }
        assertThat(text("")).isEqualTo("inside");
        assertThat(text(V)).isEqualTo("inside");
        assertThat(database.versions()).isEmpty();
    }
}

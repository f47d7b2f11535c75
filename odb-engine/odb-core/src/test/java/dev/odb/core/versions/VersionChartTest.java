package dev.odb.core.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import dev.odb.core.model.Note;
import dev.odb.core.storage.Lineage;
import dev.odb.core.storage.RevisionFields;
import org.junit.jupiter.api.Test;

/**
 * The state chart of seed 001, row by row, with the names of its records, and the resolutions of what it leaves open: what
 * is stored of each revision and what is seen outside and inside of the version.
 */
public abstract class VersionChartTest extends VersionsFixture {
    private static final String V = "v";

    private void assertRow(long serial, String version, long nv, long pre, long dataSerial, long prevHead) {
        assertThat(fields(note, serial))
                .isEqualTo(new RevisionFields(serial, new Lineage(version, nv, pre), dataSerial, prevHead, false));
    }

    private void assertSeen(String outside, String inside) {
        assertThat(text("")).isEqualTo(outside);
        assertThat(text(V)).isEqualTo(inside);
        assertThat(text("another")).isEqualTo(outside);
    }

    @Test
    void chart_isWhatIsStored() {
        long a = database.history(note, 1).get(0).tid();
        assertRow(a, "", 0, 0, 0, 0);
        assertSeen("start", "start");

        long b = write("", "B");
        assertRow(b, "", 0, a, 0, a);
        assertSeen("B", "B");

        long c = write(V, "C");
        assertRow(c, V, b, 0, 0, b);
        assertSeen("B", "C");

        long d = write(V, "D");
        assertRow(d, V, b, c, 0, c);
        assertSeen("B", "D");

        long e = change("", x -> x.commitVersion(V));
        assertRow(e, "", 0, d, d, d);
        assertSeen("D", "D");

        long f = write("", "F");
        assertRow(f, "", 0, e, 0, e);
        assertSeen("F", "F");

        long g = change("", x -> x.undo(f));
        assertRow(g, "", 0, d, d, f);
        assertSeen("D", "D");

        long h = write(V, "H");
        assertRow(h, V, g, 0, 0, g);
        assertSeen("D", "H");

        long i = write(V, "I");
        assertRow(i, V, g, h, 0, h);
        assertSeen("D", "I");

        long j = change(V, x -> x.undo(i));
        assertRow(j, V, g, 0, h, i);
        assertSeen("D", "H");

        long k = change("", x -> x.abortVersion(V));
        assertRow(k, "", 0, j, d, j);
        assertSeen("D", "D");

        long l = write("", "L");
        assertRow(l, "", 0, k, 0, k);
        assertSeen("L", "L");
    }

    /** R4. */
    @Test
    void commit_ofAStateThatAnUndoWentBackTo_pointsToWhereItsRecordStands() {
        long c = write(V, "C");
        long d = write(V, "D");
        change(V, x -> x.undo(d));
        long e = change("", x -> x.commitVersion(V));
        assertThat(fields(note, e).dataSerial()).isEqualTo(c);
        assertSeen("C", "C");
    }

    /** R5. */
    @Test
    void undo_ofTheFirstChangeInAVersion_leavesTheVersion() {
        long b = write("", "B");
        long c = write(V, "C");
        long undone = change(V, x -> x.undo(c));
        assertRow(undone, "", 0, fields(note, b).lineage().pre(), b, c);
        assertSeen("B", "B");
        write("", "free again");
        assertThat(database.versions()).singleElement().satisfies(v -> assertThat(v.objects())
                .isZero());
    }

    /** R7. */
    @Test
    void redo_goesBackToWhatWasUndone() {
        write(V, "C");
        long d = write(V, "D");
        change("", x -> x.commitVersion(V));
        long e = newest();
        long f = write("", "F");
        long g = change("", x -> x.undo(f));
        long redo = change("", x -> x.undo(g));
        assertRow(redo, "", 0, e, f, g);
        assertSeen("F", "F");
        assertThat(fields(note, g).lineage().pre()).isEqualTo(d);
    }

    /** R8. */
    @Test
    void undo_ofACommit_putsTheObjectBackIntoTheVersion() {
        long b = write("", "B");
        long c = write(V, "C");
        long d = write(V, "D");
        long e = change("", x -> x.commitVersion(V));
        long undone = change("", x -> x.undo(e));
        assertRow(undone, V, b, c, d, e);
        assertSeen("B", "D");
        assertThat(database.versions()).singleElement().satisfies(v -> assertThat(v.objects())
                .isOne());

        long redone = change("", x -> x.undo(undone));
        assertRow(redone, "", 0, d, d, undone);
        assertSeen("D", "D");
        write("", "free");
    }

    @Test
    void undo_ofAnAbort_putsTheObjectBackIntoTheVersion() {
        long b = write("", "B");
        long c = write(V, "C");
        long k = change("", x -> x.abortVersion(V));
        assertRow(k, "", 0, c, b, c);
        long undone = change("", x -> x.undo(k));
        assertRow(undone, V, b, 0, c, k);
        assertSeen("B", "C");
        long redone = change("", x -> x.undo(undone));
        assertSeen("B", "B");
        assertRow(redone, "", 0, c, b, undone);
    }

    /** R9. */
    @Test
    void objectMadeInAVersion_isNotThereOutside() {
        in("", x -> x.root("notes", PersistentMap.class, PersistentMap::new));
        long oid = in(V, x -> {
            Note made = new Note("made");
            notes(x).put("made", made);
            return x.oid(made);
        });
        long made = newest();
        assertThat(fields(oid, made)).isEqualTo(new RevisionFields(made, new Lineage(V, 0, 0), 0, 0, false));
        assertThat(made("")).isNull();
        assertThat(made(V)).isEqualTo("made");

        long aborted = change("", x -> x.abortVersion(V));
        assertThat(fields(oid, aborted).tombstone()).isTrue();
        assertThat(made(V)).isNull();

        long undone = change("", x -> x.undo(aborted));
        assertThat(fields(oid, undone))
                .isEqualTo(new RevisionFields(undone, new Lineage(V, 0, 0), made, aborted, false));
        assertThat(made(V)).isEqualTo("made");

        long redone = change("", x -> x.undo(undone));
        assertThat(fields(oid, redone).tombstone()).isTrue();
        change("", x -> x.undo(redone));
        long committed = change("", x -> x.commitVersion(V));
        assertThat(fields(oid, committed).dataSerial()).isEqualTo(made);
        assertThat(made("")).isEqualTo("made");
    }

    private String made(String version) {
        return in(version, x -> {
            Note found = notes(x).get("made");
            return found == null ? null : found.text;
        });
    }

    @SuppressWarnings("unchecked")
    private static PersistentMap<String, Note> notes(OdbConnection connection) {
        return (PersistentMap<String, Note>) connection.root("notes", PersistentMap.class);
    }

    @Test
    void commitIntoAnotherVersion_leavesTheMainLineAlone() {
        long b = write("", "B");
        long c = write(V, "C");
        long merged = change("w", x -> x.commitVersion(V));
        assertRow(merged, "w", b, c, c, c);
        assertThat(text("")).isEqualTo("B");
        assertThat(text("w")).isEqualTo("C");
        assertThat(text(V)).isEqualTo("B");
        assertThat(database.versions()).extracting(v -> v.name()).containsExactly("w");

        long undone = change("w", x -> x.undo(merged));
        assertRow(undone, V, b, 0, c, merged);
        assertThat(text("w")).isEqualTo("B");
        assertThat(text(V)).isEqualTo("C");
        long e = change("", x -> x.commitVersion(V));
        assertRow(e, "", 0, undone, c, undone);
        assertSeen("C", "C");
    }
}

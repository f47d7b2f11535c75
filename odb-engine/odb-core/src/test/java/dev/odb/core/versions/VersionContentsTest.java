package dev.odb.core.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.odb.BTreeMap;
import dev.odb.Blob;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PackOptions;
import dev.odb.Savepoint;
import dev.odb.core.model.Note;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What versions hold beside plain objects, by what names: blobs, entries of trees, roots. */
public abstract class VersionContentsTest extends VersionsFixture {
    private static final String V = "v";

    /** After the abort its object is not there, but the transaction that made it so can be undone. */
    @Test
    void contentOfABlobThatWasMadeInAnAbortedVersion_isThereAgainAfterAnUndo_alsoOfAPackedDatabase() {
        change(V, c -> {
            Blob blob = new Blob();
            c.roots().put("blob", blob);
            write(blob, "content");
        });
        Instant made = database.undoLog(0, 1).get(0).time();
        long aborted = change("", c -> c.abortVersion(V));
        database.pack(PackOptions.before(made));
        change("", c -> c.undo(aborted));
        assertThat(this.<String>in(V, c -> content(c.root("blob", Blob.class)))).isEqualTo("content");
    }

    private static void write(Blob blob, String text) {
        try (OutputStream out = blob.write()) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Blob blob) {
        try (InputStream in = blob.read()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void blob_hasItsContentOfEachPlace_alsoAfterAPackAndAnAbortThatIsUndone() {
        change("", c -> write(c.root("blob", Blob.class, Blob::new), "outside"));
        change(V, c -> write(c.root("blob", Blob.class), "inside"));
        database.pack(PackOptions.keeping(Duration.ZERO));
        assertThat(blob("")).isEqualTo("outside");
        assertThat(blob(V)).isEqualTo("inside");
        long aborted = change("", c -> c.abortVersion(V));
        assertThat(blob(V)).isEqualTo("outside");
        change("", c -> c.undo(aborted));
        assertThat(blob("")).isEqualTo("outside");
        assertThat(blob(V)).isEqualTo("inside");
        database.commitVersion(V);
        database.pack(PackOptions.keeping(Duration.ZERO));
        assertThat(blob("")).isEqualTo("inside");
    }

    private String blob(String version) {
        return in(version, c -> content(c.root("blob", Blob.class)));
    }

    @Test
    void rootTakenOutInAVersion_isThereOutside() {
        change("", c -> c.root("other", Note.class, () -> new Note("other")));
        change(V, c -> c.roots().remove("other"));
        assertThat(this.<Boolean>in(V, c -> c.roots().containsKey("other"))).isFalse();
        database.pack(PackOptions.keeping(Duration.ZERO));
        assertThat(this.<String>in("", c -> c.root("other", Note.class).text)).isEqualTo("other");
        long committed = change("", c -> c.commitVersion(V));
        assertThat(this.<Boolean>in("", c -> c.roots().containsKey("other"))).isFalse();
        change("", c -> c.undo(committed));
        assertThat(this.<String>in("", c -> c.root("other", Note.class).text)).isEqualTo("other");
        assertThat(this.<Boolean>in(V, c -> c.roots().containsKey("other"))).isFalse();
    }

    @Test
    void entriesOfALargeTree_areMergedInAVersion_andGoIntoAnotherOne() {
        in("", c -> {
            for (int i = 0; i < 2_000; i += 2) {
                tree(c).put(i, i);
            }
            return null;
        });
        try (OdbConnection one = database.connect(V)) {
            tree(one).put(1, -1);
            change(V, c -> tree(c).put(1_999, -2));
            one.commit();
            tree(one).put(3, -3);
            change(V, c -> tree(c).put(5, -5));
            one.commit();
        }
        try (OdbConnection c = database.connect("w")) {
            Savepoint before = c.savepoint();
            c.commitVersion(V);
            assertThat(tree(c).get(3)).isEqualTo(-3);
            tree(c).put(7, -7);
            before.rollback();
            assertThat(tree(c).get(3)).isNull();
            c.commitVersion(V);
            tree(c).put(9, -9);
            c.commit();
        }
        assertThat(this.<Integer>in("", c -> tree(c).size())).isEqualTo(1_000);
        assertThat(this.<List<Integer>>in(
                        "w", c -> List.copyOf(tree(c).subMap(0, 10).values())))
                .containsExactly(0, -1, 2, -3, 4, -5, 6, 8, -9);
        database.commitVersion("w");
        assertThat(this.<Integer>in("", c -> tree(c).size())).isEqualTo(1_005);
    }

    @SuppressWarnings("unchecked")
    private static BTreeMap<Integer, Integer> tree(OdbConnection connection) {
        return (BTreeMap<Integer, Integer>) (Object) connection.root("tree", BTreeMap.class, BTreeMap::new);
    }

    @Test
    void namesOfAllKinds_areNamesOfVersions() {
        List<String> names =
                List.of("\u7248\u672c \u2713", "v'; DROP TABLE", "%", "V", V, " v ", "\ud83d\ude00".repeat(50));
        for (String name : names) {
            write(name, "in " + name);
            assertThat(text(name)).isEqualTo("in " + name);
            assertThat(text("")).isEqualTo("start");
            assertThat(database.versions()).singleElement().satisfies(v -> assertThat(v.name())
                    .isEqualTo(name));
            reopen();
            database.abortVersion(name);
        }
        for (String name : List.of("", " ", "\n", "a\nb", "a\u0000", "\ud83d", "\u7248".repeat(67))) {
            assertThatExceptionOfType(OdbException.class).as(name).isThrownBy(() -> database.connect(name)
                    .close());
        }
        assertThat(text("")).isEqualTo("start");
    }
}

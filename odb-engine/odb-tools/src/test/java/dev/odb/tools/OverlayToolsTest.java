package dev.odb.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Blob;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changes of an overlay, which refer to objects, revisions and contents of its base, under the tools for folders. */
class OverlayToolsTest {
    @TempDir
    private Path folder;

    private String url;
    private Path changes;

    @BeforeEach
    void create() {
        String base = "odb:file:" + folder.resolve("base");
        try (ObjectDatabase database = ObjectDatabase.open(base)) {
            change(database, "", c -> {
                map(c).put("note", new Note("of the base"));
                map(c).put("blob", written(new Blob()));
                map(c).put("held", "of the base");
            });
        }
        url = "odb:overlay:file:" + folder.resolve("overlay") + "?base=" + base;
        changes = folder.resolve("overlay").resolve("changes");
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            change(database, "", c -> note(c).text("of the changes"));
            change(database, "v", c -> map(c).put("held", "of the version"));
            change(database, "v", c -> map(c).put("held", "of the version again"));
            change(database, "v", c -> c.lock(map(c).get("blob")));
        }
    }

    private interface Change {
        void make(OdbConnection connection) throws IOException;
    }

    private static void change(ObjectDatabase database, String version, Change change) {
        if (version.isEmpty()) {
            database.transact(c -> {
                change.make(c);
                return null;
            });
        } else {
            database.transact(version, c -> {
                change.make(c);
                return null;
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static PersistentMap<String, Object> map(OdbConnection connection) {
        return connection.root("map", PersistentMap.class, PersistentMap::new);
    }

    private static Note note(OdbConnection connection) {
        return (Note) map(connection).get("note");
    }

    private static Blob written(Blob blob) throws IOException {
        try (OutputStream out = blob.write()) {
            out.write("content of the base".getBytes(UTF_8));
        }
        return blob;
    }

    private void requireWhole(String note) {
        try (ObjectDatabase database = ObjectDatabase.open(url)) {
            assertThat(database.<String>transact(c -> note(c).text())).isEqualTo(note);
            assertThat(database.<Object>transact(c -> map(c).get("held"))).isEqualTo("of the base");
            assertThat(database.<Object>transact("v", c -> map(c).get("held"))).isEqualTo("of the version again");
            String content = database.transact("v", c -> {
                try (InputStream in = ((Blob) map(c).get("blob")).read()) {
                    return new String(in.readAllBytes(), UTF_8);
                }
            });
            assertThat(content).isEqualTo("content of the base");
            database.abortVersion("v");
            assertThat(database.<Object>transact("v", c -> map(c).get("held"))).isEqualTo("of the base");
        }
    }

    private void replace(Path recovered) throws IOException {
        Files.move(changes, folder.resolve("damaged"));
        Files.move(recovered, changes);
    }

    @Test
    void soundChanges_areSoundAndRecoveredWhole() throws Exception {
        Tool verified = Tool.run("verify", changes);
        assertThat(verified.exit()).as(verified.out()).isZero();
        assertThat(verified.out()).startsWith("Sound");
        assertThat(verified.err()).contains("changes of the overlay").contains("odb copy");

        Tool recovered = Tool.run("recover", changes, folder.resolve("new"));
        assertThat(recovered.exit()).as(recovered.out()).isZero();
        assertThat(recovered.err()).contains("into the place of '" + changes + "'");
        replace(folder.resolve("new"));
        requireWhole("of the changes");
    }

    /** What is lost of an object is the change; it is as in the base again. */
    @Test
    void damagedChange_isReportedAndTheRestRecovered() throws Exception {
        Path log = changes.resolve("log-0000000001.odb");
        byte[] bytes = Files.readAllBytes(log);
        bytes[new String(bytes, ISO_8859_1).indexOf("of the changes")] ^= 1;
        Files.write(log, bytes);
        assertThat(Tool.run("verify", changes).exit()).isEqualTo(ExitCode.FINDINGS);

        Tool recovered = Tool.run("recover", changes, folder.resolve("new"));
        assertThat(recovered.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(recovered.out()).contains("ODB-4135").contains("which is as in the base");
        replace(folder.resolve("new"));
        requireWhole("of the base");
    }

    /** The changes begin with the base's classes; the base still has one that is lost there. */
    @Test
    void damagedClassOfTheBase_isTakenFromTheBase() throws Exception {
        Path log = changes.resolve("log-0000000001.odb");
        byte[] bytes = Files.readAllBytes(log);
        bytes[new String(bytes, ISO_8859_1).indexOf("dev.odb.tools.Note")] ^= 1;
        Files.write(log, bytes);
        assertThat(Tool.run("verify", changes).exit()).isEqualTo(ExitCode.FINDINGS);
        Tool.run("recover", changes, folder.resolve("new"));
        replace(folder.resolve("new"));
        requireWhole("of the changes");
    }

    /** A pack of them alone would find nothing that is reached, and who opens them would make a second root directory. */
    @Test
    void changesByThemselves_areNoDatabase() {
        for (List<Object> command : List.<List<Object>>of(
                List.of("dump", changes),
                List.of("backup", changes, folder.resolve("backups")),
                List.of("pack", changes),
                List.of("copy", changes, folder.resolve("copy")))) {
            Tool refused = Tool.run(command.toArray());
            assertThat(refused.exit()).as("%s", command).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.err()).contains("ODB-4354").contains("odb:overlay:file:" + folder.resolve("overlay"));
        }
        for (String command : List.of("verify", "dump")) {
            assertThat(Tool.run(command, folder.resolve("overlay")).exit()).isEqualTo(ExitCode.REFUSED);
        }
        requireWhole("of the changes");
    }
}

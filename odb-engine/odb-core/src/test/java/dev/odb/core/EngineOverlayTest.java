package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.Blob;
import dev.odb.CopyFailedException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PersistentMap;
import dev.odb.ReadOnlyException;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases whose changes are kept apart from what they began with. */
class EngineOverlayTest {
    @TempDir
    Path folder;

    private Map<String, Long> baseFiles;

    @BeforeEach
    void makeBase() throws IOException {
        try (ObjectDatabase base = ObjectDatabase.open(baseUrl())) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                base.transact(c -> {
                    Team team = c.root("team", Team.class, Team::new);
                    team.title = "title " + number;
                    team.members.add(new Person("P" + number, number));
                    return null;
                });
            }
            base.transact(c -> {
                @SuppressWarnings("unchecked")
                PersistentMap<String, Blob> blobs = c.root("blobs", PersistentMap.class, PersistentMap::new);
                blobs.put("base", write(new Blob(), "of the base"));
                return null;
            });
        }
        baseFiles = files();
    }

    @AfterEach
    void baseIsUntouched() throws IOException {
        assertThat(files()).isEqualTo(baseFiles);
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve("base"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return found;
    }

    private String baseUrl() {
        return "odb:file:" + folder.resolve("base");
    }

    private String url() {
        return "odb:overlay:file:" + folder.resolve("changes") + "?base=" + baseUrl();
    }

    private static Blob write(Blob blob, String text) throws IOException {
        try (OutputStream out = blob.write()) {
            out.write(text.getBytes(UTF_8));
        }
        return blob;
    }

    private static String title(ObjectDatabase database) {
        return database.transact(c -> c.root("team", Team.class).title);
    }

    private static void rename(ObjectDatabase database, String title) {
        database.transact(c -> c.root("team", Team.class).title = title);
    }

    /** CONFORMANCE 91. */
    @Test
    void changes_areTheOverlaysAndStay() {
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            assertThat(title(overlay)).isEqualTo("title 4");
            rename(overlay, "mine");
            overlay.transact(c -> c.root("team", Team.class).members.add(new Person("New", 9)));
            assertThat(overlay.undoLog(0, 100)).hasSizeGreaterThan(8);
        }
        try (ObjectDatabase again = ObjectDatabase.open(url());
                ObjectDatabase base =
                        ObjectDatabase.open(OdbConfiguration.of(baseUrl()).withReadOnly(true))) {
            assertThat(title(again)).isEqualTo("mine");
            assertThat(again.<Integer>transact(
                            c -> c.root("team", Team.class).members.size()))
                    .isEqualTo(6);
            assertThat(title(base)).isEqualTo("title 4");
            assertThat(((Engine) again).databaseId()).isNotEqualTo(((Engine) base).databaseId());
        }
    }

    /** CONFORMANCE 91: a transaction of the base is undone in the overlay, and that again; the past of both can be read. */
    @Test
    void undoAndHistory_crossTheBorder() {
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            long team = overlay.transact(c -> c.oid(c.root("team", Team.class)));
            long fourth = overlay.history(team, 1).get(0).tid();
            overlay.transact(c -> {
                c.undo(fourth);
                return null;
            });
            assertThat(title(overlay)).isEqualTo("title 3");
            long undo = overlay.undoLog(0, 1).get(0).tid();
            overlay.transact(c -> {
                c.undo(undo);
                return null;
            });
            assertThat(title(overlay)).isEqualTo("title 4");
            assertThat(overlay.history(team, 100)).hasSize(8);
            try (OdbConnection past = overlay.connect(AsOf.tid(fourth - 1))) {
                assertThat(past.root("team", Team.class).title).isEqualTo("title 3");
            }
        }
    }

    @Test
    void blobs_areReadFromBothAndWrittenToTheChanges() {
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            overlay.transact(c -> {
                @SuppressWarnings("unchecked")
                PersistentMap<String, Blob> blobs = c.root("blobs", PersistentMap.class);
                blobs.put("mine", write(new Blob(), "of the overlay"));
                return null;
            });
            assertThat(read(overlay, "base")).isEqualTo("of the base");
            assertThat(read(overlay, "mine")).isEqualTo("of the overlay");
            overlay.pack(Instant.now());
            assertThat(read(overlay, "base")).isEqualTo("of the base");
            assertThat(read(overlay, "mine")).isEqualTo("of the overlay");
        }
    }

    private static String read(ObjectDatabase database, String name) {
        return database.transact(c -> {
            Blob blob = (Blob) c.root("blobs", PersistentMap.class).get(name);
            try (InputStream in = blob.read()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        });
    }

    /** That is how the two become one database. */
    @Test
    void copy_ofAnOverlay_isAPlainDatabaseWithAllOfIt() {
        OdbConfiguration target = OdbConfiguration.of("odb:file:" + folder.resolve("merged"));
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            rename(overlay, "mine");
            rename(overlay, "mine again");
            try (ObjectDatabase merged = overlay.copyTo(target, report -> {})) {
                assertThat(merged.undoLog(0, 100)).isEqualTo(overlay.undoLog(0, 100));
                assertThat(title(merged)).isEqualTo("mine again");
                assertThat(read(merged, "base")).isEqualTo("of the base");
            }
            overlay.pack(Instant.now());
            rename(overlay, "after the pack");
            try (ObjectDatabase packed =
                    overlay.copyTo(OdbConfiguration.of("odb:memory:packed overlay"), report -> {})) {
                assertThat(packed.undoLog(0, 100)).isEqualTo(overlay.undoLog(0, 100));
                assertThat(title(packed)).isEqualTo("after the pack");
            }
        }
    }

    /** Of the changes, with the serials that the base gave; one of the base is for whoever opens that. */
    @Test
    void branchesInDoubt_areRecoveredAfterReopening() throws IOException {
        long seen;
        try (Engine base = Engine.open(OdbConfiguration.of(baseUrl()))) {
            prepare(base, 1, "in doubt in the base");
        }
        baseFiles = files();
        try (Engine overlay = Engine.open(OdbConfiguration.of(url()))) {
            assertThat(overlay.recoverable()).isEmpty();
            seen = overlay.transact(c -> c.serial(c.root("team", Team.class)));
            prepare(overlay, 2, "in doubt in the overlay");
        }
        try (Engine overlay = Engine.open(OdbConfiguration.of(url()))) {
            assertThat(overlay.recoverable()).hasSize(1).allSatisfy(branch -> {
                assertThat(branch.id()).isEqualTo(Batches.branch(2, 1));
                assertThat(branch.batch().writes().serialSeen(0)).isEqualTo(seen);
            });
            overlay.commitPrepared(Batches.branch(2, 1));
            assertThat(title(overlay)).isEqualTo("in doubt in the overlay");
        }
        try (Engine base = Engine.open(OdbConfiguration.of(baseUrl()).withReadOnly(true))) {
            assertThat(base.prepared()).hasSize(1);
        }
    }

    private static void prepare(Engine database, int number, String title) {
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(Team.class.getClassLoader()).root("team", Team.class).title = title;
        branch.prepare(Batches.branch(number, 1));
    }

    @Test
    void overlayInMemory_isGoneWhenItIsClosed() {
        String url = "odb:overlay:memory:what if?base=" + baseUrl();
        try (ObjectDatabase overlay = ObjectDatabase.open(url)) {
            rename(overlay, "what if");
            assertThat(title(overlay)).isEqualTo("what if");
        }
        try (ObjectDatabase overlay = ObjectDatabase.open(url)) {
            assertThat(title(overlay)).isEqualTo("title 4");
        }
    }

    /** What was begun in a version of the base goes on in the overlay, and ends there only. */
    @Test
    void versionOfTheBase_goesOnInTheOverlay() throws IOException {
        try (ObjectDatabase base = ObjectDatabase.open(baseUrl())) {
            renameIn(base, "draft", "drafted");
            renameIn(base, "other", null);
        }
        baseFiles = files();
        for (boolean pack : new boolean[] {false, true}) {
            String url = url().replace("changes", "changes " + pack);
            try (ObjectDatabase overlay = ObjectDatabase.open(url)) {
                assertThat(overlay.versions()).hasSize(2);
                assertThat(titleIn(overlay, "draft")).isEqualTo("drafted");
                renameIn(overlay, "draft", "drafted on");
                overlay.commitVersion("draft");
                long committed = overlay.undoLog(0, 1).get(0).tid();
                assertThat(title(overlay)).isEqualTo("drafted on");
                overlay.transact(c -> {
                    c.undo(committed);
                    return null;
                });
                assertThat(title(overlay)).isEqualTo("title 4");
                assertThat(titleIn(overlay, "draft")).isEqualTo("drafted on");
                if (pack) {
                    overlay.pack(Instant.now());
                }
            }
            try (ObjectDatabase overlay = ObjectDatabase.open(url);
                    ObjectDatabase copy = overlay.copyTo(OdbConfiguration.of("odb:memory:copied " + pack), r -> {})) {
                for (ObjectDatabase each : new ObjectDatabase[] {overlay, copy}) {
                    assertThat(title(each)).isEqualTo("title 4");
                    assertThat(titleIn(each, "draft")).isEqualTo("drafted on");
                    each.abortVersion("draft");
                    each.abortVersion("other");
                    assertThat(title(each)).isEqualTo("title 4");
                    assertThat(titleIn(each, "draft")).isEqualTo("title 4");
                    assertThat(each.versions()).isEmpty();
                    rename(each, "free");
                }
            }
        }
        try (ObjectDatabase base =
                ObjectDatabase.open(OdbConfiguration.of(baseUrl()).withReadOnly(true))) {
            assertThat(base.versions()).hasSize(2);
            assertThat(titleIn(base, "draft")).isEqualTo("drafted");
        }
    }

    private static String titleIn(ObjectDatabase database, String version) {
        return database.transact(version, c -> c.root("team", Team.class).title);
    }

    /** With no title it only locks a member. */
    private static void renameIn(ObjectDatabase database, String version, String title) {
        database.transact(version, c -> {
            Team team = c.root("team", Team.class);
            if (title == null) {
                c.lock(team.members.get(0));
            } else {
                team.title = title;
            }
            return null;
        });
    }

    @Test
    void twoOverlaysOnOneBase_knowNothingOfEachOther() {
        String second = url().replace("changes", "second");
        try (ObjectDatabase one = ObjectDatabase.open(url());
                ObjectDatabase two = ObjectDatabase.open(second)) {
            rename(one, "one");
            rename(two, "two");
            one.transact(c -> c.root("mine", Person.class, () -> new Person("One", 1)));
            two.transact(c -> c.root("mine", Person.class, () -> new Person("Two", 2)));
            one.pack(Instant.now());
            assertThat(title(one)).isEqualTo("one");
            assertThat(title(two)).isEqualTo("two");
            assertThat(two.<String>transact(c -> c.root("mine", Person.class).name()))
                    .isEqualTo("Two");
        }
    }

    /** CONFORMANCE 92. */
    @Test
    void overlayOnAnOverlay_leavesTheFirstAlone() {
        try (ObjectDatabase first = ObjectDatabase.open(url())) {
            rename(first, "first");
        }
        String second = "odb:overlay:file:" + folder.resolve("second") + "?base=" + url();
        try (ObjectDatabase overlay = ObjectDatabase.open(second)) {
            assertThat(title(overlay)).isEqualTo("first");
            rename(overlay, "second");
        }
        try (ObjectDatabase overlay = ObjectDatabase.open(second);
                ObjectDatabase first = ObjectDatabase.open(url())) {
            assertThat(title(overlay)).isEqualTo("second");
            assertThat(title(first)).isEqualTo("first");
        }
    }

    @Test
    void readOnlyOverlay_refusesChanges() {
        OdbConfiguration readOnly = OdbConfiguration.of(url()).withReadOnly(true);
        assertThatThrownBy(() -> ObjectDatabase.open(readOnly)).isInstanceOf(OdbException.class);
        ObjectDatabase.open(url()).close();
        try (ObjectDatabase overlay = ObjectDatabase.open(readOnly)) {
            assertThat(title(overlay)).isEqualTo("title 4");
            assertThatThrownBy(() -> rename(overlay, "x")).isInstanceOf(ReadOnlyException.class);
        }
    }

    /** Somebody has written to the base, or it is another one. */
    @Test
    void baseThatHasChanged_isRefused() throws IOException {
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            rename(overlay, "mine");
        }
        try (ObjectDatabase base = ObjectDatabase.open(baseUrl())) {
            rename(base, "changed underneath");
        }
        assertFails("ODB-4340", url());
        ObjectDatabase.open("odb:file:" + folder.resolve("other")).close();
        assertFails("ODB-4340", url().replace(baseUrl(), "odb:file:" + folder.resolve("other")));
        baseFiles = files();
    }

    /** A pack drops objects that the overlay may refer to, though the newest transaction is the same. */
    @Test
    void baseThatWasPacked_isRefused() throws IOException {
        ObjectDatabase.open(url()).close();
        try (ObjectDatabase base = ObjectDatabase.open(baseUrl())) {
            base.pack(Instant.now());
        }
        assertFails("ODB-4340", url());
        baseFiles = files();
    }

    @Test
    void urlsThatNameNoOverlay_areRefused() {
        assertFails("ODB-3860", "odb:overlay:file:" + folder.resolve("changes"));
        assertFails("ODB-3860", "odb:overlay:" + folder.resolve("changes") + "?base=" + baseUrl());
        assertFails("ODB-3860", "odb:overlay:memory:x?base=" + folder.resolve("base"));
        assertFails("ODB-4341", "odb:overlay:memory:x?base=odb:memory:y");
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            assertThatThrownBy(() -> overlay.copyTo(OdbConfiguration.of(url()), report -> {}))
                    .isInstanceOf(CopyFailedException.class)
                    .hasMessageContaining("ODB-3950");
        }
    }

    @Test
    void folderThatIsNotAnOverlays_isRefused() throws IOException {
        ObjectDatabase.open("odb:file:" + folder.resolve("changes").resolve("changes"))
                .close();
        assertFails("ODB-4342", url());
    }

    @Test
    void mark_damagedTooNewOrLost_isRefused() throws IOException {
        try (ObjectDatabase overlay = ObjectDatabase.open(url())) {
            rename(overlay, "mine");
        }
        Path mark = folder.resolve("changes").resolve("overlay.odb");
        String text = Files.readString(mark);
        assertThat(text).startsWith("ODB overlay, format 1\n");
        Files.writeString(mark, text.replace("packed: 0", "packed: 1"));
        assertFails("ODB-4343", url());
        Files.writeString(mark, "");
        assertFails("ODB-4343", url());
        Files.writeString(mark, text.replace("format 1", "format 2"));
        assertFails("ODB-4344", url());
        Files.delete(mark);
        assertFails("ODB-4342", url());
        Files.writeString(mark, text);
        assertThat(ObjectDatabase.open(url())).satisfies(ObjectDatabase::close);
    }

    private void assertFails(String code, String url) {
        assertThatThrownBy(() -> ObjectDatabase.open(url).close())
                .isInstanceOfSatisfying(
                        OdbException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

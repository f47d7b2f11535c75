package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.Blob;
import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PackOptions;
import dev.odb.Savepoint;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.file.FileStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies before or after any step of a commit that has a blob: its folder is copied there, and each copy is
 * opened. A committed blob has its whole content, one that is not committed leaves nothing.
 */
class EngineBlobCrashTest {
    private static final Set<String> STEPS =
            Set.of("stage", "unstage", "keep", "delete", "commit", "prepare", "commitPrepared", "rollbackPrepared");

    @TempDir
    Path folder;

    private final Map<String, Path> deaths = new LinkedHashMap<>();
    private int copies;
    private boolean watching;
    private Engine database;

    @BeforeEach
    void open() {
        Path home = folder.resolve("db");
        database = Engine.open(
                OdbConfiguration.of("odb:file:" + home), watched(Storage.class, FileStorage.open(home, false)));
        database.transact(c -> c.root("blob", Blob.class, Blob::new));
        write("old");
        watching = true;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private <T> T watched(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("contents")) {
                        return watched(Contents.class, ((Storage) target).contents());
                    }
                    boolean step = watching && STEPS.contains(method.getName());
                    if (step && deaths.isEmpty()) {
                        // later ones are those after the step before
                        die("before " + method.getName());
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (step) {
                            die("after " + method.getName());
                        }
                    }
                }));
    }

    private void die(String when) throws IOException {
        Path copy = folder.resolve("death" + ++copies);
        Path home = folder.resolve("db");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(home.relativize(file).toString()));
            }
        }
        deaths.put(when, copy);
    }

    private void write(String text) {
        database.transact(c -> {
            write(c, text);
            return null;
        });
    }

    private static void write(OdbConnection connection, String text) {
        try (OutputStream out = connection.root("blob", Blob.class).write()) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(OdbConnection connection) throws IOException {
        return new String(connection.root("blob", Blob.class).read().readAllBytes(), UTF_8);
    }

    private Engine reopen(String death) {
        database.close();
        assertThat(deaths).containsKey(death);
        return Engine.open(OdbConfiguration.of("odb:file:" + deaths.get(death)));
    }

    private void assertSettled(String death, String expected, int kept) throws IOException {
        try (Engine again = reopen(death)) {
            assertSettled(again, death, expected, kept);
        }
    }

    private static void assertSettled(Engine again, String death, String expected, int count) throws IOException {
        assertThat(again.<String>transact(EngineBlobCrashTest::text)).as(death).isEqualTo(expected);
        Contents contents = again.storage().contents();
        assertThat(contents.staged()).as(death).isEmpty();
        List<ContentKey> kept = new ArrayList<>();
        contents.forEachKept(kept::add);
        assertThat(kept).as(death).hasSize(count);
        try (Stream<Path> drafts = Files.list(contents.drafts())) {
            assertThat(drafts).as(death).isEmpty();
        }
    }

    @Test
    void commit_anywhere_isWholeOrNothing() throws IOException {
        write("new");
        assertThat(deaths.keySet())
                .as("the content is durable before its record, and stays listed until that is")
                .containsExactly("before stage", "after stage", "after commit", "after keep");
        for (String death : deaths.keySet()) {
            boolean committed = List.of("after commit", "after keep").contains(death);
            assertSettled(death, committed ? "new" : "old", committed ? 2 : 1);
        }
    }

    /** The same where a savepoint has put the blob aside before. */
    @Test
    void commitAfterASavepoint_anywhere_isWholeOrNothing() throws IOException {
        database.transact(c -> {
            write(c, "new");
            Savepoint savepoint = c.savepoint();
            write(c, "taken back");
            savepoint.rollback();
            return null;
        });
        assertThat(deaths.keySet()).containsExactly("before stage", "after stage", "after commit", "after keep");
        for (String death : deaths.keySet()) {
            boolean committed = List.of("after commit", "after keep").contains(death);
            assertSettled(death, committed ? "new" : "old", committed ? 2 : 1);
        }
    }

    @Test
    void rollbackOfALostConflict_anywhere_leavesNothing() throws IOException {
        try (OdbConnection loser = database.connect()) {
            write(loser, "lost");
            watching = false;
            write("winner");
            watching = true;
            assertThat(catchConflict(loser)).isTrue();
        }
        assertThat(deaths.keySet()).containsExactly("before stage", "after stage", "after commit", "after unstage");
        for (String death : deaths.keySet()) {
            assertSettled(death, "winner", 2);
        }
    }

    private static boolean catchConflict(OdbConnection loser) {
        try {
            loser.commit();
            return false;
        } catch (ConflictException e) {
            return true;
        }
    }

    private void prepareNew() {
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        write(branch.session(getClass().getClassLoader()), "new");
        branch.prepare(Batches.branch(1, 1));
    }

    @Test
    void prepare_anywhere_isInDoubtOrNothing() throws IOException {
        prepareNew();
        assertThat(deaths.keySet()).containsExactly("before stage", "after stage", "after prepare");
        for (String death : List.of("before stage", "after stage")) {
            assertSettled(death, "old", 1);
        }
    }

    /** The content waits for the decision, however often the database is opened until then. */
    @Test
    void branchInDoubt_isDecidedAfterTheDeath() throws IOException {
        prepareNew();
        reopen("after prepare").close();
        Path second = folder.resolve("second");
        try (Stream<Path> files = Files.walk(deaths.get("after prepare"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        second.resolve(
                                deaths.get("after prepare").relativize(file).toString()));
            }
        }
        try (Engine again = reopen("after prepare")) {
            assertThat(again.storage().contents().staged()).hasSize(1);
            assertThat(again.<String>transact(EngineBlobCrashTest::text)).isEqualTo("old");
            again.commitPrepared(Batches.branch(1, 1));
            assertSettled(again, "committed", "new", 2);
        }
        try (Engine again = Engine.open(OdbConfiguration.of("odb:file:" + second))) {
            again.rollbackPrepared(Batches.branch(1, 1));
            assertSettled(again, "rolled back", "old", 1);
        }
    }

    /** An undo that is in doubt names a content that nothing else may name: a pack after the death keeps it. */
    @Test
    void undoInDoubt_keepsItsContentFromThePack() throws IOException {
        write("new");
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(getClass().getClassLoader())
                .undo(database.undoLog(0, 1).get(0).tid());
        branch.prepare(Batches.branch(1, 1));
        try (Engine again = reopen("after prepare")) {
            again.pack(PackOptions.keeping(Duration.ZERO));
            again.commitPrepared(Batches.branch(1, 1));
            assertThat(again.<String>transact(EngineBlobCrashTest::text)).isEqualTo("old");
            again.pack(PackOptions.keeping(Duration.ZERO));
            assertSettled(again, "packed", "old", 1);
        }
    }

    @Test
    void decision_anywhere_isWholeOrInDoubt() throws IOException {
        prepareNew();
        deaths.clear();
        database.commitPrepared(Batches.branch(1, 1));
        assertThat(deaths.keySet()).containsExactly("before commitPrepared", "after commitPrepared", "after keep");
        for (String death : List.of("after commitPrepared", "after keep")) {
            assertSettled(death, "new", 2);
        }
        try (Engine again = reopen("before commitPrepared")) {
            assertThat(again.storage().contents().staged()).hasSize(1);
            again.rollbackPrepared(Batches.branch(1, 1));
            assertSettled(again, "rolled back", "old", 1);
        }
    }

    @Test
    void rollbackOfABranch_anywhere_leavesNothing() throws IOException {
        prepareNew();
        deaths.clear();
        database.rollbackPrepared(Batches.branch(1, 1));
        assertThat(deaths.keySet())
                .containsExactly("before rollbackPrepared", "after rollbackPrepared", "after unstage");
        for (String death : List.of("after rollbackPrepared", "after unstage")) {
            assertSettled(death, "old", 1);
        }
    }

    /** Opened read-only, nothing is settled, and what is committed can be read where it is. */
    @Test
    void readOnly_changesNothing() throws IOException {
        write("new");
        database.close();
        OdbConfiguration readOnly =
                OdbConfiguration.of("odb:file:" + deaths.get("after commit")).withReadOnly(true);
        try (Engine again = Engine.open(readOnly)) {
            assertThat(again.<String>transact(EngineBlobCrashTest::text)).isEqualTo("new");
            assertThat(again.storage().contents().staged()).hasSize(1);
        }
        assertSettled("after commit", "new", 2);
    }
}

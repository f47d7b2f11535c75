package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.Blob;
import dev.odb.CopyReport;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.PackOptions;
import dev.odb.UndoException;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pack does to the contents of blobs. */
class EngineBlobPackTest {
    @TempDir
    Path folder;

    private Engine database;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        database.transact(c -> c.root("blob", Blob.class, Blob::new));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void write(OdbConnection connection, String text) {
        try (OutputStream out = connection.root("blob", Blob.class).write()) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instant write(String text) {
        database.transact(c -> {
            write(c, text);
            return null;
        });
        return database.undoLog(0, 1).get(0).time();
    }

    private static String text(OdbConnection connection) throws IOException {
        try (InputStream in = connection.root("blob", Blob.class).read()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<ContentKey> kept() throws IOException {
        List<ContentKey> kept = new ArrayList<>();
        database.storage().contents().forEachKept(kept::add);
        return kept;
    }

    private void pack() {
        database.pack(PackOptions.keeping(Duration.ZERO));
    }

    /** CONFORMANCE 52: only what was current at the pack time or later stays; with the blob goes the rest. */
    @Test
    void pack_keepsTheContentsThatCanBeRead() throws IOException {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            times.add(write("revision " + i));
        }
        for (int i = 0; i < 5; i++) {
            database.pack(PackOptions.before(times.get(i)));
            assertThat(kept()).as("packed to revision " + i).hasSize(5 - i);
            for (int j = i; j < 5; j++) {
                try (OdbConnection past = database.connect(AsOf.instant(times.get(j)))) {
                    assertThat(text(past)).isEqualTo("revision " + j);
                }
            }
        }
        database.transact(c -> c.roots().remove("blob"));
        database.pack(PackOptions.before(times.get(4)));
        assertThat(kept()).as("it was there then").hasSize(1);
        pack();
        assertThat(kept()).isEmpty();
    }

    @Test
    void dryRun_removesNothing() throws IOException {
        write("one");
        write("two");
        database.pack(PackOptions.keeping(Duration.ZERO).asDryRun());
        assertThat(kept()).hasSize(2);
    }

    /** CONFORMANCE 53: what is being written and what is being read stays usable. */
    @Test
    void uncommittedAndOpenContents_surviveThePack() throws IOException {
        write("one");
        InputStream open = database.transact(c -> c.root("blob", Blob.class).read());
        write("two");
        try (OdbConnection writer = database.connect();
                InputStream reader = open) {
            write(writer, "three");
            pack();
            assertThat(kept()).hasSize(1);
            assertThat(new String(reader.readAllBytes(), UTF_8)).isEqualTo("one");
            assertThat(text(writer)).isEqualTo("three");
            writer.commit();
        }
        assertThat(database.<String>transact(EngineBlobPackTest::text)).isEqualTo("three");
    }

    /** A reader of the past keeps the pack, and so its contents, back. */
    @Test
    void liveSnapshot_keepsItsContents() throws IOException {
        Instant one = write("one");
        write("two");
        try (OdbConnection past = database.connect(AsOf.instant(one))) {
            pack();
            assertThat(text(past)).isEqualTo("one");
        }
        pack();
        assertThat(kept()).hasSize(1);
    }

    /** An undo reads the state before, the pack removes it, the undo commits: whole or not at all. */
    @Test
    void contentUndoneBeforeThePack_isThereOrTheCommitFails() throws IOException {
        write("one");
        write("two");
        try (OdbConnection connection = database.connect()) {
            connection.undo(database.undoLog(0, 1).get(0).tid());
            assertThat(text(connection)).isEqualTo("one");
            pack();
            try {
                connection.commit();
            } catch (UndoException e) {
                assertThat(e.code()).isEqualTo("ODB-2641");
                connection.rollback();
            }
        }
        String now = database.transact(EngineBlobPackTest::text);
        assertThat(now).isIn("one", "two");
        assertThat(database.<String>transact(EngineBlobPackTest::text)).isEqualTo(now);
    }

    /** The same content is gone when the commit looks for it: an error, and nothing is stored. */
    @Test
    void contentThatIsGone_failsTheCommitOfTheUndo() throws IOException {
        write("one");
        ContentKey one = kept().get(0);
        write("two");
        try (OdbConnection connection = database.connect()) {
            connection.undo(database.undoLog(0, 1).get(0).tid());
            database.storage().contents().delete(one);
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            UndoException.class, e -> assertThat(e.oids()).containsExactly(one.oid()))
                    .hasMessageContaining("ODB-2641");
        }
        assertThat(database.<String>transact(EngineBlobPackTest::text)).isEqualTo("two");
    }

    /** A prepared undo needs the content of a revision that may go. */
    @Test
    void preparedUndo_keepsItsContent() throws IOException {
        write("one");
        write("two");
        ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
        branch.session(getClass().getClassLoader())
                .undo(database.undoLog(0, 1).get(0).tid());
        branch.prepare(Batches.branch(1, 1));
        pack();
        database.commitPrepared(Batches.branch(1, 1));
        assertThat(database.<String>transact(EngineBlobPackTest::text)).isEqualTo("one");
        pack();
        assertThat(kept()).hasSize(1);
    }

    /** A pack during a copy removes nothing that the copy still needs. */
    @Test
    void packDuringACopy_doesNotDisturbIt() {
        write("one");
        write("two");
        int transactions = database.undoLog(0, 100).size();
        try (Engine copy = database.copyTo(OdbConfiguration.of("odb:memory:" + folder.resolve("copy")), report -> {
            if (report.phase() != CopyReport.Phase.DONE) {
                pack();
            }
        })) {
            assertThat(copy.undoLog(0, 100)).hasSize(transactions);
            assertThat(copy.<String>transact(EngineBlobPackTest::text)).isEqualTo("two");
        }
    }

    /** A packed database is copied as what is left of it. */
    @Test
    void copyOfAPackedDatabase_hasWhatIsLeft() throws IOException {
        write("one");
        write("two");
        pack();
        write("three");
        try (Engine copy = database.copyTo(OdbConfiguration.of("odb:file:" + folder.resolve("copy")), report -> {})) {
            assertThat(copy.<String>transact(EngineBlobPackTest::text)).isEqualTo("three");
            copy.transact(c -> {
                c.undo(copy.undoLog(0, 1).get(0).tid());
                return null;
            });
            assertThat(copy.<String>transact(EngineBlobPackTest::text)).isEqualTo("two");
        }
    }
}

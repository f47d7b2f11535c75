package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Blob;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.Savepoint;
import dev.odb.TransactionFailedException;
import dev.odb.core.model.Team;
import dev.odb.core.storage.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents of blobs that are written between savepoints. */
class EngineBlobSavepointTest {
    @TempDir
    Path folder;

    private Engine database;
    private OdbConnection connection;

    /** File storage; the subclass has another. */
    String url() {
        return "odb:file:";
    }

    @BeforeEach
    void open() {
        database = Engine.open(OdbConfiguration.of(url() + folder.resolve("db")));
        database.transact(c -> {
            Blob blob = new Blob();
            write(blob, "old");
            c.root("team", Team.class, Team::new).anything = blob;
            return null;
        });
        connection = database.connect();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Blob blob(OdbConnection connection) {
        return (Blob) connection.root("team", Team.class).anything;
    }

    private static void put(OdbConnection connection, Blob blob) {
        connection.root("team", Team.class).anything = blob;
    }

    private static void write(Blob blob, String text) {
        try (OutputStream out = blob.write()) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Blob blob) {
        try (InputStream in = blob.read()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String stored() {
        return database.transact(c -> text(blob(c)));
    }

    private List<ContentKey> kept() throws IOException {
        List<ContentKey> kept = new ArrayList<>();
        database.storage().contents().forEachKept(kept::add);
        return kept;
    }

    private void assertNothingPending() throws IOException {
        assertThat(database.storage().contents().staged()).isEmpty();
        try (Stream<Path> drafts = Files.list(database.storage().contents().drafts())) {
            assertThat(drafts).isEmpty();
        }
    }

    @Test
    void contentOfTheSavepoint_isReadAfterTheRollbackAndCommitted() throws IOException {
        Blob blob = blob(connection);
        write(blob, "first");
        Savepoint first = connection.savepoint();
        write(blob, "second");
        Savepoint second = connection.savepoint();
        write(blob, "third");
        second.rollback();
        assertThat(text(blob)).isEqualTo("second");
        write(blob, "fourth");
        first.rollback();
        assertThat(text(blob)).isEqualTo("first");
        assertThat(stored()).isEqualTo("old");
        connection.commit();
        assertThat(text(blob)).isEqualTo("first");
        assertThat(stored()).isEqualTo("first");
        assertThat(kept()).hasSize(2);
        assertNothingPending();
    }

    @Test
    void contentOfTheSnapshot_isReadAfterTheRollback() throws IOException {
        Savepoint start = connection.savepoint();
        write(blob(connection), "lost");
        start.rollback();
        assertThat(text(blob(connection))).isEqualTo("old");
        connection.commit();
        assertThat(stored()).isEqualTo("old");
        assertThat(kept()).hasSize(1);
        assertNothingPending();
    }

    @Test
    void blobMadeAfterTheSavepoint_canBeStoredAgainInTheSameTransaction() throws IOException {
        Savepoint start = connection.savepoint();
        Blob fresh = new Blob();
        put(connection, fresh);
        write(fresh, "kept");
        connection.savepoint();
        start.rollback();
        assertThat(text(fresh)).isEqualTo("kept");
        put(connection, fresh);
        connection.commit();
        assertThat(stored()).isEqualTo("kept");
        assertNothingPending();
    }

    /** It belongs to nobody when the transaction ends, and so does its content. */
    @Test
    void blobMadeAfterTheSavepoint_canBeStoredByALaterTransaction() throws IOException {
        Savepoint start = connection.savepoint();
        Blob fresh = new Blob();
        put(connection, fresh);
        connection.oid(fresh);
        write(fresh, "made for an oid");
        connection.savepoint();
        write(fresh, "kept");
        start.rollback();
        connection.root("team", Team.class).title = "something else";
        connection.commit();
        assertThat(kept()).hasSize(1);
        assertThat(text(fresh)).isEqualTo("kept");
        put(connection, fresh);
        connection.commit();
        assertThat(stored()).isEqualTo("kept");
        assertThat(kept()).hasSize(2);
        assertNothingPending();
    }

    /** The commit releases it: nobody refers to it. */
    @Test
    void blobThatOnlyHasAnOid_keepsItsContentOverTheCommit() throws IOException {
        Blob fresh = new Blob();
        connection.oid(fresh);
        write(fresh, "kept");
        connection.root("team", Team.class).title = "something else";
        connection.commit();
        assertThat(text(fresh)).isEqualTo("kept");
        put(connection, fresh);
        connection.commit();
        assertThat(stored()).isEqualTo("kept");
        assertNothingPending();
    }

    @Test
    void rollbackOfTheTransaction_leavesNoContents() throws IOException {
        write(blob(connection), "first");
        Blob fresh = new Blob();
        connection.roots().put("fresh", fresh);
        write(fresh, "kept");
        Savepoint savepoint = connection.savepoint();
        write(blob(connection), "second");
        savepoint.rollback();
        write(blob(connection), "third");
        connection.rollback();
        assertThat(text(blob(connection))).isEqualTo("old");
        assertThat(text(fresh)).isEqualTo("kept");
        connection.roots().put("fresh", fresh);
        connection.commit();
        assertThat(kept()).hasSize(2);
        assertNothingPending();
    }

    /** As a commit with one: nothing but a rollback is left. */
    @Test
    void savepointWithAnOpenWriter_isAnError() throws IOException {
        try (OutputStream open = blob(connection).write()) {
            open.write(65);
            assertThatThrownBy(connection::savepoint)
                    .isInstanceOf(OdbException.class)
                    .hasMessageContaining("ODB-2640");
            assertThatThrownBy(connection::commit).isInstanceOf(TransactionFailedException.class);
            connection.rollback();
        }
        assertThat(text(blob(connection))).isEqualTo("old");
        write(blob(connection), "new");
        connection.commit();
        assertThat(stored()).isEqualTo("new");
        assertNothingPending();
    }

    /** What was begun after the savepoint cannot be ended after the rollback. */
    @Test
    void writerThatIsOpenAtTheRollback_isCutOff() throws IOException {
        Savepoint savepoint = connection.savepoint();
        OutputStream open = blob(connection).write();
        open.write(65);
        savepoint.rollback();
        assertThatThrownBy(() -> open.write(66)).isInstanceOf(IOException.class);
        open.close();
        assertThat(text(blob(connection))).isEqualTo("old");
        write(blob(connection), "new");
        connection.commit();
        assertThat(stored()).isEqualTo("new");
        assertNothingPending();
    }
}

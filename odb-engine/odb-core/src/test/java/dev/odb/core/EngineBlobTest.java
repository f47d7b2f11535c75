package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.Blob;
import dev.odb.ConflictException;
import dev.odb.DetachedObjectException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.ReadOnlyException;
import dev.odb.core.model.Team;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs through the API. */
class EngineBlobTest {
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
        database.transact(c -> c.root("team", Team.class, Team::new).title = "made");
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

    private long store(String text) {
        database.transact(c -> {
            Blob blob = blob(c);
            if (blob == null) {
                blob = new Blob();
                put(c, blob);
            }
            write(blob, text);
            return null;
        });
        return database.undoLog(0, 1).get(0).tid();
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
    void content_isStoredAndReplaced() throws IOException {
        store("one");
        assertThat(stored()).isEqualTo("one");
        store("two and more");
        assertThat(stored()).isEqualTo("two and more");
        assertThat(database.<Long>transact(c -> blob(c).length())).isEqualTo(12);
        assertThat(kept()).hasSize(2);
        assertNothingPending();
    }

    @Test
    void unsavedBlob_canBeReadAndWritten() {
        Blob blob = new Blob();
        assertThat(text(blob)).isEmpty();
        assertThat(blob.length()).isZero();
        write(blob, "one");
        assertThat(text(blob)).isEqualTo("one");
        write(blob, "two");
        assertThat(text(blob)).isEqualTo("two");
        write(blob, "");
        assertThat(text(blob)).isEmpty();
    }

    /** The transaction sees what it has written, others do not. */
    @Test
    void uncommittedContent_isSeenByItsTransactionOnly() {
        store("one");
        try (OdbConnection mine = database.connect()) {
            Blob blob = blob(mine);
            write(blob, "two");
            assertThat(text(blob)).isEqualTo("two");
            assertThat(stored()).isEqualTo("one");
            mine.commit();
            assertThat(text(blob)).isEqualTo("two");
            assertThat(stored()).isEqualTo("two");
        }
    }

    @Test
    void append_keepsWhatWasThere() throws IOException {
        store("one");
        database.transact(c -> {
            for (String more : new String[] {", two", ", three"}) {
                try (OutputStream out = blob(c).append()) {
                    out.write(more.getBytes(UTF_8));
                    out.write('!');
                }
            }
            return null;
        });
        assertThat(stored()).isEqualTo("one, two!, three!");
        assertNothingPending();
    }

    @Test
    void consumeFile_takesTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "from a file");
        database.transact(c -> {
            Blob blob = new Blob();
            blob.consumeFile(file);
            assertThat(file).doesNotExist();
            assertThat(text(blob)).isEqualTo("from a file");
            put(c, blob);
            return null;
        });
        assertThat(stored()).isEqualTo("from a file");
        Path second = Files.writeString(folder.resolve("mine.txt"), "another");
        database.transact(c -> {
            blob(c).consumeFile(second);
            return null;
        });
        assertThat(stored()).isEqualTo("another");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(each -> !each.endsWith("db"))).isEmpty();
        }
    }

    @Test
    void consumeFile_thatCannotBe_staysWhereItIs() {
        assertThatThrownBy(() -> new Blob().consumeFile(folder.resolve("none")))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-1183");
        assertThatThrownBy(() -> new Blob().consumeFile(folder))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("ODB-1183");
        assertThat(folder).isDirectory();
    }

    @Test
    void channel_readsAnywhere() throws IOException {
        store("0123456789");
        try (OdbConnection connection = database.connect();
                SeekableByteChannel channel = blob(connection).channel()) {
            ByteBuffer three = ByteBuffer.allocate(3);
            channel.position(6).read(three);
            assertThat(three.array()).isEqualTo("678".getBytes(UTF_8));
            assertThat(channel.size()).isEqualTo(10);
            assertThatThrownBy(() -> channel.write(three.flip())).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> channel.truncate(1)).isInstanceOf(NonWritableChannelException.class);
            write(blob(connection), "");
            try (SeekableByteChannel empty = blob(connection).channel()) {
                assertThat(empty.size()).isZero();
                assertThat(empty.position(7).read(three.clear())).isEqualTo(-1);
            }
        }
    }

    /** CONFORMANCE 85: no commit while the blob is written; the error rolls back. */
    @Test
    void commitWithOpenWriter_isAnError() throws IOException {
        store("one");
        try (OdbConnection connection = database.connect()) {
            OutputStream open = blob(connection).write();
            open.write(65);
            assertThatThrownBy(() -> blob(connection).write()).hasMessageContaining("ODB-1180");
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(OdbException.class)
                    .hasMessageContaining("ODB-2640");
            connection.rollback();
            assertThatThrownBy(() -> open.write(66)).isInstanceOf(IOException.class);
            open.close();
            assertThat(text(blob(connection))).isEqualTo("one");
            write(blob(connection), "two");
            connection.commit();
        }
        Blob fresh = new Blob();
        try (OutputStream open = fresh.write()) {
            assertThatThrownBy(() -> database.transact(c -> {
                        put(c, fresh);
                        return null;
                    }))
                    .hasMessageContaining("ODB-2640");
            open.write(67);
        }
        assertThat(text(fresh)).isEqualTo("C");
        assertThat(stored()).isEqualTo("two");
        assertNothingPending();
    }

    /** CONFORMANCE 85: a stream that is read survives later commits. */
    @Test
    void openReader_readsOnAfterLaterCommits() throws IOException {
        store("one");
        InputStream[] open = new InputStream[1];
        database.transact(c -> open[0] = blob(c).read());
        store("two");
        try (InputStream in = open[0]) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("one");
        }
    }

    /** CONFORMANCE 86: a rollback returns to the committed content; a new blob keeps what was written. */
    @Test
    void rollback_ofAnOverwriteAndOfANewBlob() throws IOException {
        store("one");
        Blob fresh = new Blob();
        try (OdbConnection connection = database.connect()) {
            Blob blob = blob(connection);
            write(blob, "two");
            connection.root("team", Team.class).members.clear();
            connection.roots().put("fresh", fresh);
            connection.oid(fresh);
            write(fresh, "kept");
            connection.rollback();
            assertThat(text(blob)).isEqualTo("one");
            assertThat(text(fresh)).isEqualTo("kept");
            connection.roots().put("fresh", fresh);
            connection.commit();
        }
        assertThat(database.<String>transact(c -> text(c.root("fresh", Blob.class))))
                .isEqualTo("kept");
        assertThat(kept()).hasSize(2);
        assertNothingPending();
    }

    /** CONFORMANCE 86: the same where the transaction had staged its contents already when it lost a conflict. */
    @Test
    void lostConflict_keepsTheContentForTheReplay() throws IOException {
        store("one");
        Blob fresh = new Blob();
        write(fresh, "fresh");
        try (OdbConnection loser = database.connect()) {
            Blob blob = blob(loser);
            write(blob, "lost");
            loser.roots().put("fresh", fresh);
            store("winner");
            assertThatThrownBy(loser::commit).isInstanceOf(ConflictException.class);
            assertThat(text(fresh)).isEqualTo("fresh");
            loser.rollback();
            assertThat(text(blob)).isEqualTo("winner");
            assertThat(text(fresh)).isEqualTo("fresh");
            loser.roots().put("fresh", fresh);
            loser.commit();
            assertThat(text(fresh)).isEqualTo("fresh");
        }
        assertThat(kept()).hasSize(3);
        assertNothingPending();
    }

    /** CONFORMANCE 39: undo and redo of an overwrite and of a creation. */
    @Test
    void undo_restoresTheContent() {
        long created = store("one");
        long overwritten = store("two");
        undo(overwritten);
        assertThat(stored()).isEqualTo("one");
        undo(newest());
        assertThat(stored()).isEqualTo("two");
        undo(newest());
        undo(created);
        assertThat(database.<Blob>transact(c -> blob(c))).isNull();
        undo(newest());
        assertThat(stored()).isEqualTo("one");
    }

    private long newest() {
        return database.undoLog(0, 1).get(0).tid();
    }

    private void undo(long tid) {
        database.transact(c -> {
            c.undo(tid);
            return null;
        });
    }

    @Test
    void past_hasItsContentAndRefusesChanges() {
        long one = store("one");
        store("two");
        try (OdbConnection past = database.connect(AsOf.tid(one))) {
            assertThat(text(blob(past))).isEqualTo("one");
            assertThatThrownBy(() -> blob(past).write()).isInstanceOf(ReadOnlyException.class);
            assertThatThrownBy(() -> blob(past).append()).isInstanceOf(ReadOnlyException.class);
            assertThatThrownBy(() -> blob(past).consumeFile(folder.resolve("x")))
                    .isInstanceOf(ReadOnlyException.class);
            assertThat(text(blob(past))).isEqualTo("one");
        }
    }

    @Test
    void detachedBlob_isNotRead() {
        store("one");
        Blob detached = database.transact(c -> {
            Blob blob = blob(c);
            blob.length();
            return blob;
        });
        assertThat(detached.length()).isEqualTo(3);
        assertThatThrownBy(detached::read).isInstanceOf(DetachedObjectException.class);
        assertThatThrownBy(detached::write).isInstanceOf(DetachedObjectException.class);
    }

    /** A prepared branch has its contents; its decision keeps or removes them. */
    @Test
    void preparedBranch_bringsItsContentWithTheDecision() throws IOException {
        store("one");
        for (boolean commits : new boolean[] {false, true}) {
            ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
            write(blob(branch.session(getClass().getClassLoader())), "two");
            branch.prepare(Batches.branch(1, 1));
            assertThat(database.storage().contents().staged()).hasSize(1);
            assertThat(stored()).isEqualTo("one");
            if (commits) {
                database.commitPrepared(Batches.branch(1, 1));
            } else {
                database.rollbackPrepared(Batches.branch(1, 1));
            }
            assertThat(stored()).isEqualTo(commits ? "two" : "one");
            assertNothingPending();
        }
        assertThat(kept()).hasSize(2);
    }

    /** What was written and superseded in the same transaction is gone, and so is what nobody reaches. */
    @Test
    void supersededContents_areRemoved() throws IOException {
        database.transact(c -> {
            Blob blob = new Blob();
            put(c, blob);
            c.oid(blob);
            write(blob, "one");
            write(blob, "two");
            Blob lost = new Blob();
            c.oid(lost);
            write(lost, "nobody refers to it");
            return null;
        });
        assertThat(stored()).isEqualTo("two");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void large_passesThroughInPieces() throws IOException {
        byte[] piece = new byte[1 << 20];
        long pieces = 50;
        database.transact(c -> {
            Blob blob = new Blob();
            put(c, blob);
            try (OutputStream out = blob.write()) {
                for (int i = 0; i < pieces; i++) {
                    piece[0] = (byte) i;
                    out.write(piece);
                }
            }
            return null;
        });
        try (OdbConnection connection = database.connect();
                InputStream in = blob(connection).read()) {
            assertThat(blob(connection).length()).isEqualTo(pieces << 20);
            for (int i = 0; i < pieces; i++) {
                assertThat(in.readNBytes(piece, 0, piece.length)).isEqualTo(piece.length);
                assertThat(piece[0]).isEqualTo((byte) i);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }
}

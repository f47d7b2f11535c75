package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.Blob;
import dev.odb.CorruptStorageException;
import dev.odb.ExportReport;
import dev.odb.ImportException;
import dev.odb.ObjectNotFoundException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.ReadOnlyException;
import dev.odb.Savepoint;
import dev.odb.StorageFormatTooNewException;
import dev.odb.WeakRef;
import dev.odb.core.model.Person;
import dev.odb.core.model.Team;
import dev.odb.core.storage.ContentKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export of a subgraph and its import into another database. */
class EngineExportTest {
    private static final long SEED = Long.getLong("odb.test.seed", System.nanoTime());

    private static final int ROUNDS =
            (int) Math.max(60, 1000 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));

    @TempDir
    Path folder;

    private Engine source;
    private Engine target;

    @BeforeEach
    void open() {
        source = Engine.open(OdbConfiguration.of("odb:file:" + folder.resolve("source")));
        target = Engine.open(OdbConfiguration.of("odb:file:" + folder.resolve("target")));
        source.transact(c -> {
            Team team = c.root("team", Team.class, Team::new);
            team.title = "exported";
            Person ann = new Person("Ann", 30);
            Person bob = new Person("Bob", 40);
            ann.friend = bob;
            bob.friend = ann;
            team.members.addAll(List.of(ann, bob));
            for (int i = 0; i < 100; i++) {
                team.byNumber.put(i, i % 2 == 0 ? ann : bob);
            }
            team.visits.add(7);
            Blob blob = new Blob();
            try (OutputStream out = blob.write()) {
                out.write("the content".getBytes(UTF_8));
            }
            team.anything = blob;
            return null;
        });
        // its classes have other numbers there
        target.transact(c -> c.root("own", Person.class, () -> new Person("Own", 1)));
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private byte[] export() {
        return export(new ExportReport[1]);
    }

    private byte[] export(ExportReport[] report) {
        return source.transact(c -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            report[0] = c.exportTo(c.root("team", Team.class), out);
            return out.toByteArray();
        });
    }

    private static Team imported(OdbConnection connection, byte[] bytes) throws IOException {
        return connection.importFrom(new ByteArrayInputStream(bytes), Team.class);
    }

    private static String text(Object blob) throws IOException {
        try (InputStream in = ((Blob) blob).read()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static void assertEqual(Team team) throws IOException {
        assertThat(team.title).isEqualTo("exported");
        assertThat(team.members).extracting(Person::name).containsExactly("Ann", "Bob");
        assertThat(team.members.get(0).friend).isSameAs(team.members.get(1));
        assertThat(team.members.get(1).friend).isSameAs(team.members.get(0));
        assertThat(team.byNumber).hasSize(100);
        assertThat(team.byNumber.get(41)).isSameAs(team.members.get(1));
        assertThat(team.visits.get()).isEqualTo(7);
        assertThat(text(team.anything)).isEqualTo("the content");
    }

    private List<ContentKey> contents() throws IOException {
        assertThat(target.storage().contents().staged()).isEmpty();
        try (Stream<Path> drafts = Files.list(target.storage().contents().drafts())) {
            assertThat(drafts).isEmpty();
        }
        List<ContentKey> kept = new ArrayList<>();
        target.storage().contents().forEachKept(kept::add);
        return kept;
    }

    /** CONFORMANCE 83: the same structure, new oids, blobs copied; seen at once and after the commit. */
    @Test
    void importedGraph_isTheSameWithNewOids() throws IOException {
        byte[] bytes = export();
        long before = target.transact(c -> c.oid(c.root("own", Person.class)));
        target.transact(c -> {
            Team team = imported(c, bytes);
            assertThat(c.serial(team)).isZero();
            assertEqual(team);
            c.roots().put("one", team);
            c.roots().put("two", imported(c, bytes));
            return null;
        });
        target.transact(c -> {
            for (String name : List.of("one", "two")) {
                Team team = c.root(name, Team.class);
                assertEqual(team);
                assertThat(c.oid(team)).isGreaterThan(before);
                assertThat(c.serial(team)).isEqualTo(target.undoLog(0, 1).get(0).tid());
            }
            assertThat(c.root("one", Team.class)).isNotSameAs(c.root("two", Team.class));
            assertThat(c.root("one", Team.class).members.get(0))
                    .isNotSameAs(c.root("two", Team.class).members.get(0));
            return null;
        });
        assertThat(contents()).hasSize(2);
        target.close();
        target = Engine.open(OdbConfiguration.of("odb:file:" + folder.resolve("target")));
        target.transact(c -> {
            assertEqual(c.root("one", Team.class));
            return null;
        });
    }

    @Test
    void importBeforeASavepoint_isCommittedAsItWasThere() throws IOException {
        byte[] bytes = export();
        try (OdbConnection connection = target.connect()) {
            Team team = imported(connection, bytes);
            connection.roots().put("team", team);
            Savepoint savepoint = connection.savepoint();
            team.title = "taken back";
            team.members.get(0).age(31);
            connection.roots().put("lost", imported(connection, bytes));
            savepoint.rollback();
            assertEqual(team);
            assertThat(team.members.get(0).age()).isEqualTo(30);
            connection.commit();
            assertThat(connection.roots()).containsOnlyKeys("own", "team");
            assertEqual(team);
        }
        target.transact(c -> {
            assertEqual(c.root("team", Team.class));
            return null;
        });
        assertThat(contents()).hasSize(1);
    }

    @Test
    void importAfterASavepoint_isGoneAfterTheRollback() throws IOException {
        byte[] bytes = export();
        try (OdbConnection connection = target.connect()) {
            Savepoint savepoint = connection.savepoint();
            connection.roots().put("team", imported(connection, bytes));
            savepoint.rollback();
            assertThat(connection.roots()).containsOnlyKeys("own");
            connection.roots().put("again", imported(connection, bytes));
            connection.commit();
        }
        target.transact(c -> {
            assertThat(c.roots()).containsOnlyKeys("again", "own");
            assertEqual(c.root("again", Team.class));
            return null;
        });
        assertThat(contents()).hasSize(1);
    }

    /** Once put aside, what was imported is like what the application has made: unsaved again, with its contents. */
    @Test
    void importPutAsideAndRolledBack_canBeStoredAgain() throws IOException {
        byte[] bytes = export();
        try (OdbConnection connection = target.connect()) {
            Savepoint start = connection.savepoint();
            Team team = imported(connection, bytes);
            connection.roots().put("team", team);
            connection.savepoint();
            assertEqual(team);
            start.rollback();
            assertThat(connection.roots()).containsOnlyKeys("own");
            connection.root("own", Person.class).age(2);
            connection.commit();
            assertEqual(team);
            connection.roots().put("team", team);
            connection.commit();
        }
        target.transact(c -> {
            assertEqual(c.root("team", Team.class));
            return null;
        });
        assertThat(contents()).hasSize(1);
    }

    /** Imported objects can be changed in the importing transaction and later. */
    @Test
    void importedObjects_canBeChangedAtOnce() {
        byte[] bytes = export();
        try (OdbConnection connection = target.connect()) {
            Team team = connection.importFrom(new ByteArrayInputStream(bytes), Team.class);
            team.title = "changed";
            team.members.get(0).age(31);
            connection.roots().put("team", team);
            connection.commit();
            assertThat(team.title).isEqualTo("changed");
            team.members.get(1).age(41);
            connection.commit();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        target.transact(c -> {
            Team team = c.root("team", Team.class);
            assertThat(team.title).isEqualTo("changed");
            assertThat(team.members).extracting(Person::age).containsExactly(31, 41);
            assertThat(team.byNumber.get(0).age()).isEqualTo(31);
            return null;
        });
    }

    /** CONFORMANCE 83: an import that is rolled back leaves nothing. */
    @Test
    void abortedImport_leavesNothing() throws IOException {
        byte[] bytes = export();
        int before = target.undoLog(0, 100).size();
        try (OdbConnection connection = target.connect()) {
            Team team = imported(connection, bytes);
            connection.roots().put("team", team);
            long oid = connection.oid(team);
            connection.rollback();
            assertThat(connection.roots()).containsOnlyKeys("own");
            assertThatThrownBy(() -> team.title.length()).isInstanceOf(OdbException.class);
            assertThatThrownBy(() -> target.history(oid, 1)).isInstanceOf(ObjectNotFoundException.class);
            connection.commit();
        }
        assertThat(target.undoLog(0, 100)).hasSize(before);
        assertThat(contents()).isEmpty();
    }

    @Test
    void report_countsAndNamesWhatIsLeftOut() {
        source.transact(c -> {
            Team team = c.root("team", Team.class);
            Person lonely = new Person("Lonely", 1);
            c.roots().put("lonely", lonely);
            team.anything = List.of(WeakRef.to(lonely), WeakRef.to(team.members.get(0)));
            return null;
        });
        ExportReport[] report = new ExportReport[1];
        byte[] bytes = export(report);
        assertThat(report[0].weak()).as("the other one is there anyway").isEqualTo(1);
        assertThat(report[0].broken()).isEmpty();
        assertThat(report[0].blobs()).isZero();
        assertThat(report[0].objects()).isGreaterThan(5);
        assertThat(report[0].bytes()).isLessThan(bytes.length);
        target.transact(c -> {
            List<?> weak = (List<?>) imported(c, bytes).anything;
            assertThat(((WeakRef<?>) weak.get(0)).get()).isNull();
            assertThat(((Person) ((WeakRef<?>) weak.get(1)).get()).name()).isEqualTo("Ann");
            return null;
        });
    }

    /** What cannot be read is skipped and reported; a reference to it leads nowhere. */
    @Test
    void damagedBlob_isSkippedAndReported() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("source/blobs"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        ExportReport[] report = new ExportReport[1];
        byte[] bytes = export(report);
        assertThat(report[0].broken()).singleElement().asString().contains("ODB-4501");
        target.transact(c -> {
            Team team = imported(c, bytes);
            assertThat(team.members).hasSize(2);
            assertThatThrownBy(() -> ((Blob) team.anything).length()).isInstanceOf(ObjectNotFoundException.class);
            return null;
        });
    }

    @Test
    void exportOfWhatIsNotStored_isRefused() {
        source.transact(c -> {
            assertThatThrownBy(() -> c.exportTo(new Team(), new ByteArrayOutputStream()))
                    .isInstanceOf(ObjectNotFoundException.class)
                    .hasMessageContaining("ODB-3954");
            return null;
        });
    }

    /** Changes of the exporting transaction are not in it. */
    @Test
    void export_isOfTheSnapshot() {
        byte[] bytes = source.transact(c -> {
            Team team = c.root("team", Team.class);
            team.title = "changed";
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            c.exportTo(team, out);
            return out.toByteArray();
        });
        target.transact(c -> {
            assertEqual(imported(c, bytes));
            return null;
        });
    }

    @Test
    void rootOfAnotherType_isRefusedAndNothingImported() throws IOException {
        byte[] bytes = export();
        try (OdbConnection connection = target.connect()) {
            assertThatThrownBy(() -> connection.importFrom(new ByteArrayInputStream(bytes), Person.class))
                    .isInstanceOf(ClassCastException.class);
            connection.roots().put("other", new Person("Other", 1));
            connection.commit();
        }
        assertThat(contents()).isEmpty();
        long[] written = target.transact(
                c -> c.roots().values().stream().mapToLong(c::oid).toArray());
        assertThat(written).hasSize(2);
        try (var last = target.transactions(target.undoLog(0, 1).get(0).tid(), Long.MAX_VALUE)) {
            assertThat(last.findFirst().orElseThrow().revisions()).hasSizeLessThan(5);
        }
    }

    @Test
    void connectionToThePast_doesNotImport() {
        byte[] bytes = export();
        try (OdbConnection past = target.connect(AsOf.instant(Instant.now()))) {
            assertThatThrownBy(() -> imported(past, bytes)).isInstanceOf(ReadOnlyException.class);
        }
    }

    @Test
    void newerVersion_isNamed() {
        byte[] bytes = export();
        bytes[11] = 2;
        assertFails(bytes, StorageFormatTooNewException.class, "ODB-3956");
        bytes[11] = 0;
        assertFails(bytes, ImportException.class, "ODB-3955");
    }

    /** A length is not believed: a few bytes that announce many cost no memory. */
    @Test
    void announcedLength_takesNoMemory() {
        byte[] bytes = export();
        byte[] header = Arrays.copyOf(bytes, 40);
        for (int length : new int[] {Integer.MAX_VALUE - 5000, Integer.MAX_VALUE, -1}) {
            ByteBuffer hostile = ByteBuffer.allocate(60).put(header);
            hostile.put((byte) 'O').putLong(1).putInt(length);
            assertFails(hostile.array(), ImportException.class, "ODB-3955");
            hostile.position(40).put((byte) 'C').putInt(1).putInt(length);
            assertFails(hostile.array(), ImportException.class, "ODB-3955");
        }
    }

    /** Cut off anywhere, or with any byte changed, it is refused, and nothing is imported. */
    @Test
    void damagedExport_isRefused() throws IOException {
        byte[] bytes = export();
        Random random = new Random(SEED);
        System.out.println("EngineExportTest: -Dodb.test.seed=" + SEED);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = bytes.clone();
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] given = damaged;
            try (OdbConnection connection = target.connect()) {
                assertThatThrownBy(() -> imported(connection, given))
                        .as("seed " + SEED + ", " + i)
                        .isInstanceOfAny(ImportException.class, StorageFormatTooNewException.class);
                connection.commit();
            }
        }
        assertThat(contents()).isEmpty();
        assertThat(target.undoLog(0, 100)).hasSize(2);
    }

    /** Checksums that are right do not make it an export: records are looked at. */
    @Test
    void hostileRecords_areRefusedOrHarmless() throws IOException {
        byte[] bytes = export();
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] hostile = Exports.withRandomChange(bytes, random);
            try (OdbConnection connection = target.connect()) {
                Team team = imported(connection, hostile);
                try {
                    assertEqual(team);
                } catch (AssertionError | RuntimeException e) {
                    assertThat(e)
                            .as("seed " + SEED + ", " + i)
                            .isNotInstanceOfAny(OutOfMemoryError.class, StackOverflowError.class);
                }
            } catch (ImportException | CorruptStorageException | ClassCastException e) {
                refused++;
            } catch (OdbException e) {
                assertThat(e.code()).isNotEmpty();
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(contents()).isEmpty();
    }

    private void assertFails(byte[] bytes, Class<? extends OdbException> type, String code) {
        target.transact(c -> {
            assertThatThrownBy(() -> imported(c, bytes)).isInstanceOf(type).hasMessageContaining(code);
            return null;
        });
    }
}

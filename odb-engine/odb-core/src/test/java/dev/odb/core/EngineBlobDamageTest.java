package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Blob;
import dev.odb.CorruptStorageException;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs whose files are missing, changed or cannot be written. */
class EngineBlobDamageTest {
    @TempDir
    Path folder;

    private Engine database;

    @BeforeEach
    void open() throws IOException {
        database = Engine.open(OdbConfiguration.of("odb:file:" + folder.resolve("db")));
        database.transact(c -> c.root("blob", Blob.class, Blob::new));
        write("a content of some length");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void write(String text) {
        database.transact(c -> {
            try (OutputStream out = c.root("blob", Blob.class).write()) {
                out.write(text.getBytes(UTF_8));
            }
            return null;
        });
    }

    private String text() {
        return database.transact(c -> {
            try (InputStream in = c.root("blob", Blob.class).read()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("db/blobs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path replace(String text) throws IOException {
        Path file = files().get(0);
        Files.delete(file);
        return text == null ? file : Files.writeString(file, text);
    }

    private void assertDamaged(Path file) {
        assertThatThrownBy(this::text)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("ODB-4501")
                .hasMessageContaining(file.toString());
    }

    @Test
    void files_areForTheOwnerAndNotToBeWritten() throws IOException {
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("r--------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
            assertThat(file.getFileName().toString()).matches("0{15}[1-9a-f]-[0-9a-f]{32}");
        });
        try (OdbConnection connection = database.connect();
                OutputStream out = connection.root("blob", Blob.class).write()) {
            out.write(1);
            assertThat(files())
                    .hasSize(2)
                    .filteredOn(file -> file.getParent().endsWith("draft"))
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void missingFile_isCorruptAndNamed() throws IOException {
        assertDamaged(replace(null));
        write("new");
        assertThat(text()).isEqualTo("new");
    }

    @Test
    void fileOfAnotherLength_isCorruptAndNamed() throws IOException {
        assertDamaged(replace("short"));
        assertDamaged(replace("a content of some length, and more"));
    }

    @Test
    void changedByte_isFoundAtTheEnd() throws IOException {
        Path file = replace("A content of some length");
        assertDamaged(file);
        assertThatThrownBy(
                        () -> database.transact(c -> c.root("blob", Blob.class).append()))
                .as("a damaged content is not appended to")
                .isInstanceOf(CorruptStorageException.class);
        assertThat(files()).hasSize(1);
    }

    /** Where staging fails the transaction is rolled back as a whole; when it works again it can be repeated. */
    @Test
    void stagingThatFails_isStorageFullAndTheDatabaseGoesOn() throws IOException {
        Path staged = folder.resolve("db/blobs/staged");
        Files.delete(staged);
        Files.writeString(staged, "in the way");
        try (OdbConnection connection = database.connect()) {
            Blob blob = connection.root("blob", Blob.class);
            Blob fresh = new Blob();
            try (OutputStream out = blob.write();
                    OutputStream other = fresh.write()) {
                out.write(1);
                other.write(2);
            }
            connection.roots().put("fresh", fresh);
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(StorageFullException.class)
                    .hasMessageContaining("ODB-4500");
            connection.rollback();
            assertThat(text()).isEqualTo("a content of some length");
            Files.delete(staged);
            connection.roots().put("fresh", fresh);
            connection.commit();
        }
        assertThat(database.<Integer>transact(
                        c -> c.root("fresh", Blob.class).read().read()))
                .isEqualTo(2);
        assertThat(files()).hasSize(2);
    }
}

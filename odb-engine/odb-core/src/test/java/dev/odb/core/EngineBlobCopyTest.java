package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.AsOf;
import dev.odb.Blob;
import dev.odb.CopyReport;
import dev.odb.CorruptStorageException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.TransactionInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs in copies of databases. */
class EngineBlobCopyTest {
    @TempDir
    Path folder;

    private static void write(ObjectDatabase database, String text) {
        database.transact(c -> {
            try (OutputStream out = c.root("blob", Blob.class, Blob::new).write()) {
                out.write(text.getBytes(UTF_8));
            }
            return null;
        });
    }

    private static String text(OdbConnection connection) throws IOException {
        return new String(connection.root("blob", Blob.class).read().readAllBytes(), UTF_8);
    }

    private static void undoNewest(ObjectDatabase database) {
        database.transact(c -> {
            c.undo(database.undoLog(0, 1).get(0).tid());
            return null;
        });
    }

    /** CONFORMANCE 26: the contents of all revisions, readable as of the past and after an undo. */
    @ParameterizedTest
    @CsvSource({"odb:file:, odb:memory:", "odb:memory:, odb:file:"})
    void copy_bringsTheContentsOfAllRevisions(String from, String to) throws Exception {
        AtomicReference<CopyReport> last = new AtomicReference<>();
        OdbConfiguration target = OdbConfiguration.of(to + folder.resolve("copy"));
        try (ObjectDatabase source = ObjectDatabase.open(from + folder.resolve("source"))) {
            write(source, "one");
            write(source, "two");
            undoNewest(source);
            try (ObjectDatabase copy = source.copyTo(target, last::set)) {
                List<TransactionInfo> log = copy.undoLog(0, 10);
                assertThat(log).isEqualTo(source.undoLog(0, 10));
                for (int i = 0; i < 3; i++) {
                    try (OdbConnection past = copy.connect(AsOf.tid(log.get(i).tid()))) {
                        assertThat(text(past)).isEqualTo(i == 1 ? "two" : "one");
                    }
                }
                undoNewest(copy);
                assertThat(copy.<String>transact(EngineBlobCopyTest::text)).isEqualTo("two");
            }
            assertThat(source.<String>transact(EngineBlobCopyTest::text)).isEqualTo("one");
        }
        assertThat(last.get().blobs())
                .as("read back for each revision that names one")
                .isEqualTo(3);
        if (to.equals("odb:file:")) {
            try (ObjectDatabase again = ObjectDatabase.open(target)) {
                assertThat(again.<String>transact(EngineBlobCopyTest::text)).isEqualTo("two");
            }
        }
    }

    /** A content that is damaged is found, and nothing is left of the copy. */
    @Test
    void damagedContent_endsTheCopy() throws Exception {
        try (ObjectDatabase source = ObjectDatabase.open("odb:file:" + folder.resolve("source"))) {
            write(source, "one");
            Path content;
            try (Stream<Path> files = Files.walk(folder.resolve("source/blobs"))) {
                content = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
            Files.delete(content);
            Files.writeString(content, "two");
            OdbConfiguration target = OdbConfiguration.of("odb:file:" + folder.resolve("copy"));
            assertThatThrownBy(() -> source.copyTo(target, report -> {}))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-4501")
                    .hasMessageContaining(content.toString());
            Files.delete(content);
            assertThatThrownBy(() -> source.copyTo(target, report -> {}))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining(content.toString());
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(folder.resolve("source"));
            }
        }
    }
}

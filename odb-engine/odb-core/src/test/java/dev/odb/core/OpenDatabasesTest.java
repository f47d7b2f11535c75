package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.StorageLockedException;
import dev.odb.core.model.Team;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of a database's folder beside the original would let a transaction manager take one for the other. */
class OpenDatabasesTest {
    @TempDir
    Path folder;

    private static OdbConfiguration at(Path path) {
        return OdbConfiguration.of("odb:file:" + path);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static String title(Engine database) {
        return database.transact(c -> c.root("team", Team.class).title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"odb:file:", "odb:file: ", "odb:file:a\0b"})
    void urlWithoutAFolder_isRefused(String url) {
        assertThatThrownBy(() -> ObjectDatabase.open(url))
                .isExactlyInstanceOf(OdbException.class)
                .hasMessageStartingWith("ODB-3905")
                .hasMessageContaining(url);
    }

    @Test
    void urlOfNoKnownForm_isRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> ObjectDatabase.open("odb:tape:0"))
                .isExactlyInstanceOf(OdbException.class)
                .hasMessageContaining("odb:tape:0")
                .hasMessageContaining("odb:file:<folder>");
    }

    @Test
    void memoryDatabase_isOpenOncePerName() {
        try (ObjectDatabase first = ObjectDatabase.open("odb:memory:once")) {
            assertThatThrownBy(() -> ObjectDatabase.open("odb:memory:once"))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("'once'");
            assertThat(first).isNotNull();
        }
        try (ObjectDatabase next = ObjectDatabase.open("odb:memory:once")) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void copyOfAnOpenDatabase_isRefusedExceptReadOnly() throws IOException {
        Path original = folder.resolve("original");
        Path copy = folder.resolve("copy");
        try (Engine first = Engine.open(at(original))) {
            first.transact(c -> c.root("team", Team.class, Team::new).title);
        }
        copy(original, copy);
        try (Engine first = Engine.open(at(original))) {
            assertThatThrownBy(() -> Engine.open(at(copy)))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining(original.toString())
                    .hasMessageContaining(copy.toString());
            try (Engine readOnly = Engine.open(at(copy).withReadOnly(true))) {
                assertThat(readOnly.databaseId()).isEqualTo(first.databaseId());
                assertThat(title(readOnly)).isEmpty();
            }
        }
        try (Engine alone = Engine.open(at(copy))) {
            assertThat(title(alone)).isEmpty();
        }
    }
}

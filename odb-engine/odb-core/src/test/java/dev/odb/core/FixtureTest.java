package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.ConflictException;
import dev.odb.OdbConfiguration;
import dev.odb.PackOptions;
import dev.odb.TransactionInfo;
import dev.odb.core.evolution.Generation;
import dev.odb.core.storage.PreparedBranch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of format 1 among the resources opens, has what was written, and can be written on: for ever. */
class FixtureTest {
    private static final Path FIXTURE = Path.of("src/test/resources/format-1");
    /** What the application shows of it. */
    private static final String IN_DOUBT =
            """
            third 3 6 41 70/522954870 0/1
            one: short
            two: LONG
            item 0: while it was redrawn
            item 1: 1: LONG
            item 2: 2: LONG
            item 4: 4: LONG
            item 5: 5: LONG
            item 6: 6: LONG
            item 7: 7: LONG
            item 8: 8: LONG
            item 9: 9: LONG
            item 10: 10: LONG
            item 11: 11: LONG
            key 17 = item 6
            key 27 = item 6
            key 37 = item 6
            key 47 = item 6
            key 57 = item 6
            key 67 = item 6
            key 7 = item 6
            key 77 = item 6
            key 87 = item 6
            key 97 = item 6
            """;

    /** The same when the branch in doubt is committed. */
    private static final String COMMITTED =
            IN_DOUBT.replace("one: short", "one: if it is committed").replace(" 0/1", " 500/-1803554985");

    @TempDir
    Path temp;

    private Path folder;
    private Generation application;

    @BeforeEach
    void copy() throws IOException {
        folder = temp.resolve("db");
        try (Stream<Path> files = Files.walk(FIXTURE.resolve("db"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target =
                        folder.resolve(FIXTURE.resolve("db").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
        application = FixtureWriter.application(Files.createDirectory(temp.resolve("classes")));
    }

    private String show(Engine database) {
        return (String) application.call(database, "show");
    }

    @Test
    void fixture_hasEveryByteThatWasWritten() throws IOException {
        String expected = Files.readString(FIXTURE.resolve("expected.txt"));
        try (Engine database = FixtureWriter.open(folder, true)) {
            assertThat(FixtureDump.of(database.storage())).isEqualTo(expected);
        }
        try (Engine database = FixtureWriter.open(folder, false)) {
            assertThat(FixtureDump.of(database.storage())).isEqualTo(expected);
        }
        // without compression, and with segments of another size
        try (Engine database = Engine.open(OdbConfiguration.of("odb:file:" + folder))) {
            assertThat(FixtureDump.of(database.storage())).isEqualTo(expected);
        }
    }

    @Test
    void fixture_canBeReadAndWrittenOn() {
        try (Engine database = FixtureWriter.open(folder, false)) {
            checkAndWriteOn(database);
        }
        checkReopened();
    }

    /** What writes such a database still does, and what it writes is the same to an application. */
    @Test
    void databaseThatIsWrittenNow_isTheSame() throws IOException {
        folder = temp.resolve("new");
        FixtureWriter.write(folder, Files.createDirectory(temp.resolve("more")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("log-")))
                    .as("segments")
                    .hasSizeGreaterThan(1);
        }
        try (Engine database = FixtureWriter.open(folder, false)) {
            checkAndWriteOn(database);
        }
        checkReopened();
    }

    private void checkAndWriteOn(Engine database) {
        String before = show(database);
        assertThat(before).isEqualTo(IN_DOUBT);
        assertThat(database.undoLog(0, 100))
                .extracting(TransactionInfo::description)
                .containsExactly("grow", "undo", "tree", "redraw", "edit", "rename");
        assertThat(database.undoLog(1, 1)).extracting(TransactionInfo::user).containsExactly("bert");
        assertThat(database.prepared()).extracting(PreparedBranch::id).containsExactly(FixtureWriter.IN_DOUBT);
        assertThatThrownBy(() -> application.call(database, "edit0")).isInstanceOf(ConflictException.class);

        application.call(database, "edit");
        assertThat(show(database)).isEqualTo(before.replace("two: LONG", "two: edited"));
        long edited = database.undoLog(0, 1).get(0).tid();
        database.transact(c -> {
            c.undo(edited);
            return null;
        });
        assertThat(show(database)).isEqualTo(before);
        database.commitPrepared(FixtureWriter.IN_DOUBT);
        assertThat(show(database)).isEqualTo(COMMITTED);
        database.pack(PackOptions.keeping(Duration.ZERO));
        assertThat(show(database)).isEqualTo(COMMITTED);
    }

    private void checkReopened() {
        try (Engine database = FixtureWriter.open(folder, false)) {
            assertThat(show(database)).isEqualTo(COMMITTED);
            assertThat(database.prepared()).isEqualTo(List.of());
        }
    }
}

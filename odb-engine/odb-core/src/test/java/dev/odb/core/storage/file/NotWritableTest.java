package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.ReadOnlyException;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that may be read and not written. Permissions mean nothing to a process of root, as that of the tests may be; so
 * the database is opened by another process, without the capability to pass over them.
 */
class NotWritableTest {
    @TempDir
    Path temp;

    private Path folder;

    /** Opens a folder as may be, and says how that went. */
    public static final class Reader {
        private Reader() {}

        /** The folder is the argument. */
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            try {
                Files.writeString(folder.resolve("log-0000000001.odb"), "");
                System.out.println("permissions mean nothing here");
            } catch (IOException e) {
                System.out.println("may not write");
            }
            try (Storage storage = FileStorage.open(folder, true)) {
                System.out.println("read " + text(storage, 1));
                try {
                    commit(storage, write(2, 0, "more"));
                } catch (ReadOnlyException e) {
                    System.out.println("commit " + e.code());
                }
            }
            try {
                FileStorage.open(folder, false).close();
                System.out.println("opened for writing");
            } catch (OdbException e) {
                System.out.println("open " + e.getMessage());
            }
        }
    }

    @BeforeEach
    void fill() throws Exception {
        folder = temp.resolve("db");
        try (Storage storage = FileStorage.open(folder, false)) {
            commit(storage, write(1, 0, "here"));
        }
        permit("r--r--r--", "r-xr-xr-x");
    }

    @AfterEach
    void permitAgain() throws IOException {
        permit("rw-------", "rwx------");
    }

    private void permit(String ofFiles, String ofFolder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(ofFiles));
            }
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(ofFolder));
    }

    @Test
    void folderThatMayNotBeWritten_isReadAndSaysWhatIsMissing() throws Exception {
        List<String> before = files();
        assertThat(runReader())
                .containsExactly(
                        "may not write",
                        "read here",
                        "commit ODB-4012",
                        "open ODB-4015: The database folder '" + folder + "' cannot be opened"
                                + " (java.nio.file.AccessDeniedException: " + folder.resolve("odb.lock")
                                + "). Check that it exists and that this process may read and write it.");
        assertThat(files()).isEqualTo(before);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> found = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                found.add(file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
            return found;
        }
    }

    private List<String> runReader() throws Exception {
        List<String> command = new ArrayList<>();
        if (Files.isWritable(folder)) {
            command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Reader.class.getName()));
        command.add(folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        return said;
    }

    /** The same without another process: nothing is written, created, removed or forced to open read-only. */
    @Test
    void readOnlyOpen_doesNothingToTheDisk(@TempDir Path drafts) throws Exception {
        FaultyDisk disk = new FaultyDisk(drafts);
        try (Storage storage = Small.open(disk)) {
            commit(storage, write(1, 0, "here"));
        }
        disk.dieAfter(0);
        long operations = disk.operations();
        try (Storage storage = Small.openReadOnly(disk)) {
            assertThat(text(storage, 1)).isEqualTo("here");
            assertThat(storage.contents().staged()).isEmpty();
        }
        assertThat(disk.operations()).isEqualTo(operations);
        assertThatThrownBy(() -> Small.open(disk)).hasStackTraceContaining("the computer is off");
    }
}

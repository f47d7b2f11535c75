package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbException;
import dev.odb.StorageLockedException;
import dev.odb.core.storage.Storage;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder: who may use it, and who else does. */
class FolderTest {
    @TempDir
    Path temp;

    /** Opens a folder in a process of its own, says so, and ends when told. */
    public static final class Other {
        private Other() {}

        /** The folder is the argument. */
        public static void main(String[] arguments) throws Exception {
            try (Storage storage = FileStorage.open(Path.of(arguments[0]), false)) {
                System.out.println("open " + storage.databaseId());
                System.in.read();
            }
        }
    }

    @Test
    void secondProcess_isNamed() throws Exception {
        Path folder = temp.resolve("db");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(other.getInputStream()))) {
            String line = said.readLine();
            assertThat(line).startsWith("open ");
            Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
            for (Path path : new Path[] {folder, link}) {
                assertThatThrownBy(() -> FileStorage.open(path, false))
                        .isInstanceOf(StorageLockedException.class)
                        .hasMessageContaining("process " + other.pid())
                        .hasMessageContaining(path.toString());
            }
            try (Storage readOnly = FileStorage.open(folder, true)) {
                assertThat(line).endsWith(readOnly.databaseId().toString());
            }
            other.getOutputStream().write('\n');
            other.getOutputStream().flush();
            assertThat(other.waitFor()).isZero();
        } finally {
            other.destroyForcibly();
        }
        FileStorage.open(folder, false).close();
    }

    @Test
    void secondInstanceInProcess_isRefusedAlsoThroughLink() throws Exception {
        Path folder = temp.resolve("db");
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        Storage storage = FileStorage.open(folder, false);
        for (Path path : new Path[] {folder, link}) {
            assertThatThrownBy(() -> FileStorage.open(path, false))
                    .isInstanceOf(StorageLockedException.class)
                    .hasMessageContaining("this process");
        }
        commit(storage, write(1, 0, "a"));
        try (Storage readOnly = FileStorage.open(link, true)) {
            assertThat(text(readOnly, 1)).isEqualTo("a");
        }
        storage.close();
        try (Storage again = FileStorage.open(link, false)) {
            assertThat(text(again, 1)).isEqualTo("a");
        }
    }

    /** As two adapters on a server, each with class loaders of its own, of which neither sees the other's statics. */
    @Test
    void secondClassLoader_isRefusedAndGetsItAfterwards() throws Exception {
        Path folder = temp.resolve("db");
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader other =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> storage = other.loadClass(FileStorage.class.getName());
            assertThat(storage).isNotSameAs(FileStorage.class);
            Method open = storage.getMethod("open", Path.class, boolean.class);
            try (Storage mine = FileStorage.open(folder, false)) {
                commit(mine, write(1, 0, "mine"));
                assertThatThrownBy(() -> open.invoke(null, folder, false))
                        .cause()
                        .hasMessageContaining("ODB-4002")
                        .hasMessageContaining("second adapter")
                        .extracting(e -> e.getClass().getName())
                        .isEqualTo(StorageLockedException.class.getName());
                assertThat(text(mine, 1)).isEqualTo("mine");
            }
            try (AutoCloseable theirs = (AutoCloseable) open.invoke(null, folder, false)) {
                assertThat(theirs).isNotInstanceOf(Storage.class);
                assertThatThrownBy(() -> FileStorage.open(folder, false))
                        .isInstanceOf(StorageLockedException.class)
                        .hasMessageContaining("ODB-4002");
            }
        }
    }

    @Test
    void files_areForTheOwnerOnly() throws Exception {
        Path folder = temp.resolve("above/db");
        FileStorage.open(folder, false).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void readOnly_withoutDatabase_saysSo() {
        assertThatThrownBy(() -> FileStorage.open(temp.resolve("none"), true))
                .isInstanceOf(OdbException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> FileStorage.open(temp, true)).isInstanceOf(OdbException.class);
        assertThat(temp.resolve("none")).doesNotExist();
        assertThat(temp).isEmptyDirectory();
    }

    /** An interrupted thread closes a FileChannel; users of it then saw a database that was closed for everybody. */
    @Test
    void interruptedThread_disturbsNobody() throws Exception {
        try (Storage storage = FileStorage.open(temp.resolve("db"), false)) {
            Thread.currentThread().interrupt();
            long tid = commit(storage, write(1, 0, "a"));
            assertThat(text(storage, 1)).isEqualTo("a");
            assertThat(Thread.interrupted()).isTrue();
            commit(storage, write(1, tid, "b"));
            assertThat(text(storage, 1)).isEqualTo("b");
        }
    }
}

package dev.odb.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.Blob;
import dev.odb.CorruptStorageException;
import dev.odb.ObjectDatabase;
import dev.odb.OdbConnection;
import dev.odb.PackOptions;
import dev.odb.core.model.Shelf;
import dev.odb.core.storage.file.BackupListener;
import dev.odb.core.storage.file.FileBackup;
import dev.odb.core.storage.file.FileRestore;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of databases with objects and blobs, while they are in use. */
class EngineBackupTest {
    private static final BackupListener SILENT = (phase, done, total) -> true;
    private static final int WRITERS = 8;

    @TempDir
    Path folder;

    private ObjectDatabase open(String name) {
        return ObjectDatabase.open("odb:file:" + folder.resolve(name));
    }

    private FileBackup.Report backup() {
        return Backups.backup(folder.resolve("db"), folder.resolve("backups"), false, SILENT);
    }

    private FileRestore.Report restore(String to) {
        return Backups.restore(folder.resolve("backups"), folder.resolve(to), FileRestore.Options.NEWEST, SILENT);
    }

    /** One commit: a writer's shelf and, each third time, the blob of the same number. */
    private static void write(ObjectDatabase database, int writer, int number) {
        database.transact(c -> {
            c.root("shelf" + writer, Shelf.class, () -> new Shelf(0)).number = number;
            if (number % 3 == 0) {
                try (OutputStream out =
                        c.root("blob" + writer, Blob.class, Blob::new).write()) {
                    out.write((writer + " wrote " + number).getBytes(UTF_8));
                }
            }
            return null;
        });
    }

    private static String blob(OdbConnection c, int writer) throws Exception {
        return new String(c.root("blob" + writer, Blob.class).read().readAllBytes(), UTF_8);
    }

    @Test
    void backupsUnderEightWritersAndPacks_haveWhatWasAcknowledgedBefore() throws Exception {
        int rounds = (int) Math.max(6, 60 * Double.parseDouble(System.getProperty("odb.test.scale", "0.05")));
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);
        AtomicBoolean over = new AtomicBoolean();
        // a pack looks at every revision of a blob for each of its contents, so writers must not run away from it
        Semaphore permits = new Semaphore(0);
        List<Future<?>> running = new ArrayList<>();
        try (ObjectDatabase database = open("db")) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                write(database, writer, 0);
                running.add(threads.submit(() -> {
                    for (int number = 1; ; number++) {
                        permits.acquire();
                        if (over.get()) {
                            return null;
                        }
                        write(database, writer, number);
                        acknowledged.set(writer, number);
                    }
                }));
            }
            for (int round = 0; round < rounds; round++) {
                permits.release(10 * WRITERS);
                Future<?> pack = null;
                if (round % 3 == 1) {
                    ExecutorService packer = Executors.newSingleThreadExecutor();
                    pack = packer.submit(() -> database.pack(PackOptions.before(Instant.now())));
                    packer.shutdown();
                }
                long[] before = new long[WRITERS];
                for (int i = 0; i < WRITERS; i++) {
                    before[i] = acknowledged.get(i);
                }
                backup();
                check(restore("copy" + round), before, "copy" + round);
                if (pack != null) {
                    pack.get();
                }
            }
            over.set(true);
            permits.release(WRITERS);
            for (Future<?> writer : running) {
                writer.get();
            }
        } finally {
            over.set(true);
            permits.release(WRITERS);
            threads.shutdown();
        }
        assertThat(Backups.verify(folder.resolve("backups"), SILENT))
                .hasSizeGreaterThan(1)
                .allSatisfy(chain -> assertThat(chain.damage()).isEmpty());
    }

    private void check(FileRestore.Report report, long[] before, String name) {
        try (ObjectDatabase copy = open(name)) {
            copy.transact(c -> {
                for (int i = 0; i < WRITERS; i++) {
                    int number = c.root("shelf" + i, Shelf.class).number;
                    assertThat((long) number).as(report.toString()).isGreaterThanOrEqualTo(before[i]);
                    assertThat(blob(c, i)).isEqualTo(i + " wrote " + number / 3 * 3);
                }
                return null;
            });
        }
    }

    @Test
    void contents_areBackedUpOnceAndRestoredAsFarAsTheyAreNamed() throws Exception {
        long first;
        try (ObjectDatabase database = open("db")) {
            write(database, 0, 3);
            first = database.undoLog(0, 1).get(0).tid();
            assertThat(backup().contents()).isEqualTo(1);
            write(database, 0, 6);
            database.transact(c -> {
                c.undo(database.undoLog(0, 1).get(0).tid());
                return null;
            });
            FileBackup.Report second = backup();
            assertThat(second.contents()).isEqualTo(1);
            assertThat(second.contentBytes()).isEqualTo("0 wrote 6".length());
        }
        assertThat(restore("newest").contents()).isEqualTo(2);
        try (ObjectDatabase copy = open("newest")) {
            assertThat(copy.<String>transact(c -> blob(c, 0))).isEqualTo("0 wrote 3");
            copy.transact(c -> {
                c.undo(copy.undoLog(0, 1).get(0).tid());
                return null;
            });
            assertThat(copy.<String>transact(c -> blob(c, 0))).isEqualTo("0 wrote 6");
        }
        FileRestore.Report past = Backups.restore(
                folder.resolve("backups"), folder.resolve("past"), new FileRestore.Options(first, null, false), SILENT);
        assertThat(past.contents()).isEqualTo(1);
        try (ObjectDatabase copy = open("past")) {
            assertThat(copy.<String>transact(c -> blob(c, 0))).isEqualTo("0 wrote 3");
        }
    }

    @Test
    void contentThatIsDamagedOrMissing_isFoundInTheBackupAndInTheDatabase() throws Exception {
        try (ObjectDatabase database = open("db")) {
            write(database, 0, 3);
            backup();
            Path inBackup = content("backups/chain-000001");
            byte[] whole = Files.readAllBytes(inBackup);
            Files.delete(inBackup);
            assertThat(Backups.verify(folder.resolve("backups"), SILENT).get(0).damage())
                    .singleElement()
                    .asString()
                    .contains("is missing");
            assertThatThrownBy(() -> restore("copy"))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-4150");
            whole[2] ^= 1;
            Files.write(inBackup, whole);
            assertThat(Backups.verify(folder.resolve("backups"), SILENT).get(0).damage())
                    .singleElement()
                    .asString()
                    .contains("ODB-4501");
            assertThatThrownBy(() -> restore("copy"))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-4150");
            assertThat(folder.resolve("copy")).doesNotExist();
            Files.delete(content("db"));
            assertThatThrownBy(() -> Backups.backup(folder.resolve("db"), folder.resolve("backups"), true, SILENT))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-4154")
                    .hasMessageContaining("is missing");
        }
    }

    private Path content(String in) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve(in))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("blobs"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

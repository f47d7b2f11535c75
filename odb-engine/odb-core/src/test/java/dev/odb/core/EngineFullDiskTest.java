package dev.odb.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.OdbConfiguration;
import dev.odb.OdbConnection;
import dev.odb.OdbException;
import dev.odb.PackException;
import dev.odb.PackOptions;
import dev.odb.StorageFailedException;
import dev.odb.StorageFullException;
import dev.odb.UnknownOutcomeException;
import dev.odb.core.model.Desk;
import dev.odb.core.model.Note;
import dev.odb.core.model.Sheet;
import dev.odb.core.storage.Batches;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.file.FaultyDisk;
import dev.odb.core.storage.file.FileSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that has no room, or refuses, at each place of a commit that puts state aside, writes a blob and stores objects, and
 * of a pack: a clear error, nothing of it stored; what is prepared commits nevertheless; with room again all goes on.
 */
class EngineFullDiskTest {
    private static final BranchId PREPARED = Batches.branch(1, 1);
    private static final FileSettings SETTINGS = new FileSettings(8192, 256, 600, InstantSource.system());

    /** How much is put aside: what is kept in memory, and what goes into a file. */
    private static final int SHORT = 100;

    private static final int LONG = 25_000;

    @TempDir
    Path folder;

    private FaultyDisk base;

    @BeforeEach
    void fill() throws Exception {
        base = new FaultyDisk(folder);
        try (Engine database = open(base)) {
            database.transact(c -> {
                write(c.root("desk", Desk.class, Desk::new).sheets.get(0), 1);
                return null;
            });
            database.transact(c -> desk(c).sheets.get(1).note = new Note("garbage ".repeat(100)));
            database.transact(c -> desk(c).sheets.get(1).note = new Note("kept"));
            ManagedBranch branch = database.begin(new BranchSettings("", () -> true));
            write(desk(branch.session(Desk.class.getClassLoader())).sheets.get(5), 5);
            branch.prepare(PREPARED);
        }
    }

    private static Engine open(FaultyDisk disk) throws IOException {
        return Engine.open(OdbConfiguration.of("odb:file:full").withReplays(0), disk.openStorage(SETTINGS));
    }

    private static Desk desk(OdbConnection connection) {
        return connection.root("desk", Desk.class);
    }

    private static void write(Sheet sheet, int number) throws IOException {
        sheet.number = number;
        sheet.note = new Note("note " + number);
        try (OutputStream out = sheet.blob.write()) {
            out.write(content(number));
        }
    }

    private static byte[] content(int number) {
        byte[] content = new byte[number == 0 ? 0 : 700];
        new Random(number).nextBytes(content);
        return content;
    }

    private static Object change(Engine database, int aside) {
        return database.transact(c -> {
            Desk desk = desk(c);
            write(desk.sheets.get(0), 2);
            desk.sheets.get(2).note = new Note("aside ".repeat(aside));
            c.savepoint();
            desk.sheets.get(3).note = new Note("later ".repeat(50));
            return null;
        });
    }

    private static void assertSheet(Engine database, int index, int number) {
        database.transact(c -> {
            Sheet sheet = desk(c).sheets.get(index);
            assertThat(sheet.number).isEqualTo(number);
            assertThat(sheet.note.text).isEqualTo(number == 0 ? "" : "note " + number);
            try (InputStream in = sheet.blob.read()) {
                assertThat(in.readAllBytes()).isEqualTo(content(number));
            }
            return null;
        });
    }

    /** The prepared branch commits with the disk as it is; then the change with one that has room. */
    private static void goOn(FaultyDisk disk, Engine database) throws IOException {
        assertSheet(database, 0, 1);
        assertSheet(database, 5, 0);
        database.commitPrepared(PREPARED);
        assertSheet(database, 5, 5);
        disk.limitTo(Long.MAX_VALUE);
        change(database, LONG);
        assertSheet(database, 0, 2);
        database.close();
        disk.crash(new Random(1));
        try (Engine again = open(disk)) {
            assertSheet(again, 0, 2);
            assertSheet(again, 5, 5);
            assertThat(again.prepared()).isEmpty();
            assertThat(again.storage().contents().staged()).isEmpty();
        }
    }

    @Test
    void noRoomAnywhereInACommit_isSaidAndKeepsPromises() throws Exception {
        Set<String> codes = new TreeSet<>();
        for (int aside : new int[] {SHORT, LONG}) {
            for (int room = 0; ; room += 150 + room / 8) {
                FaultyDisk disk = base.copy();
                try (Engine database = open(disk)) {
                    disk.limitTo(disk.used() + room);
                    try {
                        change(database, aside);
                        break;
                    } catch (StorageFullException e) {
                        assertThat(e).hasStackTraceContaining("No space left");
                        codes.add(e.code());
                    }
                    goOn(disk, database);
                }
            }
        }
        assertThat(codes).as("the log, what is put aside, blobs").containsExactly("ODB-4008", "ODB-4460", "ODB-4500");
    }

    @Test
    void writeThatFailsAnywhereInACommit_isSaidAndKeepsPromises() throws Exception {
        Set<String> codes = new TreeSet<>();
        for (int n = 0; ; n++) {
            FaultyDisk disk = base.copy();
            try (Engine database = open(disk)) {
                disk.failWrite(n, false);
                try {
                    change(database, LONG);
                    break;
                } catch (StorageFullException e) {
                    assertThat(e).hasStackTraceContaining("a write fails");
                    codes.add(e.code());
                }
                goOn(disk, database);
            }
        }
        assertThat(codes).containsExactly("ODB-4008", "ODB-4460", "ODB-4500");
    }

    /** That of a blob fails its transaction only; that of the log stops the storage, and nobody knows of the commit. */
    @Test
    void forceThatFailsAnywhereInACommit_isSaid() throws Exception {
        int unknown = 0;
        Set<String> codes = new TreeSet<>();
        for (int n = 0; ; n++) {
            FaultyDisk disk = base.copy();
            try (Engine database = open(disk)) {
                disk.failForce(n);
                try {
                    change(database, LONG);
                    break;
                } catch (UnknownOutcomeException e) {
                    unknown++;
                    assertStopped(disk, database, n);
                } catch (OdbException e) {
                    codes.add(e.code());
                    if (e instanceof StorageFailedException) {
                        assertStopped(disk, database, n);
                    } else {
                        goOn(disk, database);
                    }
                }
            }
        }
        assertThat(unknown).isPositive();
        assertThat(codes).contains("ODB-4500");
    }

    private static void assertStopped(FaultyDisk disk, Engine database, int seed) throws IOException {
        assertSheet(database, 0, 1);
        assertThatThrownBy(() -> database.commitPrepared(PREPARED)).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> database.rollbackPrepared(PREPARED)).isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> change(database, LONG))
                .isInstanceOf(StorageFailedException.class)
                .hasMessageContaining("ODB-4009");
        database.close();
        disk.crash(new Random(seed));
        try (Engine again = open(disk)) {
            int number = again.transact(c -> desk(c).sheets.get(0).number);
            assertThat(number).isIn(1, 2);
            assertSheet(again, 0, number);
            again.commitPrepared(PREPARED);
            assertSheet(again, 5, 5);
        }
    }

    @Test
    void noRoomAnywhereInAPack_isSaidAndKeepsPromises() throws Exception {
        int refused = 0;
        for (int room = 0; ; room += 400) {
            FaultyDisk disk = base.copy();
            try (Engine database = open(disk)) {
                disk.limitTo(disk.used() + room);
                try {
                    database.pack(PackOptions.keeping(Duration.ZERO));
                    break;
                } catch (PackException e) {
                    assertThat(e).hasMessageContaining("ODB-4482").hasStackTraceContaining("No space left");
                    refused++;
                }
                goOn(disk, database);
            }
            try (Engine again = open(disk)) {
                again.pack(PackOptions.keeping(Duration.ZERO));
                assertSheet(again, 0, 2);
                assertSheet(again, 5, 5);
            }
        }
        assertThat(refused).isGreaterThan(3);
    }
}

package dev.odb.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.StorageFullException;
import dev.odb.core.storage.ScratchFile;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Write;
import dev.odb.core.storage.spill.Spill;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The temporary files of transactions in a database's folder. */
class ScratchFileTest {
    @TempDir
    Path folder;

    private static void write(ScratchFile file, String text) throws Exception {
        file.write(ByteBuffer.wrap(text.getBytes()), 0);
    }

    private long left() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }

    @Test
    void scratchFile_isTheOwnersAndGoneWhenItIsClosed() throws Exception {
        try (Storage storage = FileStorage.open(folder, false)) {
            ScratchFile file = storage.scratchFile();
            write(file, "aside");
            Path path = folder.resolve("spill-1.tmp");
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view != null) {
                assertThat(PosixFilePermissions.toString(view.readAttributes().permissions()))
                        .isEqualTo("rw-------");
            }
            ByteBuffer read = ByteBuffer.allocate(3);
            file.read(read, 2);
            assertThat(new String(read.array())).isEqualTo("ide");
            file.close();
            assertThat(left()).isZero();
        }
    }

    @Test
    void scratchFileOfAKilledProcess_isRemovedByTheNextOpenForWriting() throws Exception {
        FileStorage.open(folder, false).close();
        Files.writeString(folder.resolve("spill-7.tmp"), "left");
        FileStorage.open(folder, true).close();
        assertThat(left()).isEqualTo(1);
        FileStorage.open(folder, false).close();
        assertThat(left()).isZero();
    }

    @Test
    void interruptedThread_writesAndReadsOn() throws Exception {
        try (Storage storage = FileStorage.open(folder, false);
                ScratchFile file = storage.scratchFile()) {
            Thread.currentThread().interrupt();
            write(file, "aside");
            ByteBuffer read = ByteBuffer.allocate(5);
            file.read(read, 0);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(new String(read.array())).isEqualTo("aside");
        }
    }

    @Test
    void fullDisk_isAnErrorOfItsOwnAndLeavesTheStorageUsable() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        Storage storage = Small.open(disk);
        Spill spill = new Spill(storage);
        disk.limitTo(disk.used() + 100_000);
        assertThatThrownBy(() -> {
                    for (long oid = 1; oid < 100; oid++) {
                        spill.add(new Write(oid, 0, new byte[10_000]), false);
                    }
                })
                .isInstanceOf(StorageFullException.class)
                .hasMessageContaining("ODB-4460");
        assertThat(spill.revision(1).record()).hasSize(10_000);
        spill.close();
        assertThat(disk.list()).noneMatch(name -> name.endsWith(".tmp"));
        storage.close();
    }
}

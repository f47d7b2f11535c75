package dev.odb.core.storage.file;

import static dev.odb.core.storage.Batches.commit;
import static dev.odb.core.storage.Batches.text;
import static dev.odb.core.storage.Batches.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.CorruptStorageException;
import dev.odb.StorageFormatTooNewException;
import dev.odb.StorageFormatTooOldException;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of versions that this software does not read: three errors, each with the file, and what to run. */
class FormatVersionTest {
    private static final int VERSION_AT = 8;
    private static final int CHECKSUM_AT = Format.SEGMENT_HEADER - 4;
    private static final FileSettings SETTINGS = new FileSettings(1024, 256, InstantSource.system());
    private static final String FIRST = SegmentName.of(1);
    private static final String LATER = SegmentName.of(3);

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws Exception {
        try (Storage storage = open(false)) {
            for (int i = 1; i < 20; i++) {
                commit(storage, write(i, 0, "x".repeat(100)));
            }
        }
        assertThat(folder.resolve(LATER)).exists();
    }

    private Storage open(boolean readOnly) {
        return FileStorage.open(folder, readOnly, SETTINGS);
    }

    private void patch(String file, int version, boolean checksum) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        ByteBuffer.wrap(bytes).putInt(VERSION_AT, version);
        if (checksum) {
            ByteBuffer.wrap(bytes).putInt(CHECKSUM_AT, Format.checksum(bytes, 0, CHECKSUM_AT));
        }
        Files.write(folder.resolve(file), bytes);
    }

    private void assertRefused(Class<?> error, String... parts) {
        for (boolean readOnly : new boolean[] {false, true}) {
            assertThatThrownBy(() -> open(readOnly)).isInstanceOf(error).hasMessageContainingAll(parts);
        }
    }

    @Test
    void newerFile_saysWhichVersionToUse() throws Exception {
        for (String file : new String[] {FIRST, LATER}) {
            patch(file, Format.VERSION + 1, true);
            assertRefused(
                    StorageFormatTooNewException.class,
                    "ODB-4004",
                    "'" + file + "'",
                    "format version " + (Format.VERSION + 1),
                    "'java -jar odb-tools.jar verify <folder>'");
            patch(file, Format.COMMON_VERSION, true);
        }
        assertUnharmed();
    }

    @Test
    void olderFile_saysHowToConvertIt() throws Exception {
        for (String file : new String[] {FIRST, LATER}) {
            patch(file, Format.OLDEST_VERSION - 1, true);
            assertRefused(
                    StorageFormatTooOldException.class,
                    "ODB-4003",
                    "'" + file + "'",
                    "format version " + (Format.OLDEST_VERSION - 1),
                    "'java -jar odb-tools.jar recover <folder> <new folder>'");
            patch(file, Format.COMMON_VERSION, true);
        }
        assertUnharmed();
    }

    /** A version that is no version but damage. */
    @Test
    void versionWithoutItsChecksum_isDamage() throws Exception {
        for (String file : new String[] {FIRST, LATER}) {
            patch(file, Format.VERSION + 1, false);
            assertThatThrownBy(() -> open(false))
                    .isInstanceOf(CorruptStorageException.class)
                    .hasMessageContaining("ODB-4005")
                    .hasMessageContaining("'" + file + "'")
                    .hasMessageContaining("odb-tools.jar recover");
            patch(file, Format.COMMON_VERSION, false);
        }
        assertUnharmed();
    }

    /** Whoever could not read it has not touched it. */
    private void assertUnharmed() throws Exception {
        try (Storage storage = open(false)) {
            for (int i = 1; i < 20; i++) {
                assertThat(text(storage, i)).isEqualTo("x".repeat(100));
            }
        }
    }
}

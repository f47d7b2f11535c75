package dev.odb.core.storage.file;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.PaddedStorage;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The same with records that are compressed. */
class CompressedTest extends DurableStorageConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return open(clock, false);
    }

    @Override
    protected Storage open(boolean readOnly) {
        return open(clock(), readOnly);
    }

    private Storage open(InstantSource clock, boolean readOnly) {
        FileSettings settings = new FileSettings(1 << 16, 1 << 12, 2048, clock).withCompress(true);
        return new PaddedStorage(FileStorage.open(folder, readOnly, settings));
    }
}

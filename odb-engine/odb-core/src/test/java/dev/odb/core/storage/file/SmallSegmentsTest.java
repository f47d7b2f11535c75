package dev.odb.core.storage.file;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The same with segments that hold a few transactions each, and transactions of several parts. */
class SmallSegmentsTest extends DurableStorageConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return FileStorage.open(folder, false, new FileSettings(2048, 512, 64, clock));
    }

    @Override
    protected Storage open(boolean readOnly) {
        return FileStorage.open(folder, readOnly, new FileSettings(2048, 512, 64, clock()));
    }
}

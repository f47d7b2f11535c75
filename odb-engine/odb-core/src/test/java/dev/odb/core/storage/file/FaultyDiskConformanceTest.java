package dev.odb.core.storage.file;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The disk that faults are made on does nothing else wrong, contents of blobs included, and reads as little as it may. */
class FaultyDiskConformanceTest extends DurableStorageConformance {
    @TempDir
    Path folder;

    private FaultyDisk disk;

    @Override
    protected Storage create(InstantSource clock) throws IOException {
        disk = new FaultyDisk(folder);
        disk.shortReads(true);
        return open(clock, false);
    }

    @Override
    protected Storage open(boolean readOnly) throws IOException {
        return open(clock(), readOnly);
    }

    private Storage open(InstantSource clock, boolean readOnly) throws IOException {
        return FileStorage.open(disk, readOnly, new FileSettings(1 << 20, 1 << 12, clock), () -> {});
    }
}

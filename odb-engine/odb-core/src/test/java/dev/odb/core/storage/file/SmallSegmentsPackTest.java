package dev.odb.core.storage.file;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.time.InstantSource;

/**
 * The same with segments that hold a few transactions each, and transactions of several parts, on a disk in memory that
 * reads as little as it may.
 */
class SmallSegmentsPackTest extends PackConformance {
    private FaultyDisk disk;

    @Override
    protected Storage create(InstantSource clock) throws IOException {
        disk = new FaultyDisk();
        disk.shortReads(true);
        return open();
    }

    private Storage open() throws IOException {
        return FileStorage.open(disk, false, new FileSettings(2048, 512, 64, clock()), () -> {});
    }

    @Override
    protected void reopen() throws IOException {
        storage.close();
        storage = open();
    }
}

package dev.odb.core.storage.file;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.PaddedStorage;
import dev.odb.core.storage.Storage;
import java.io.IOException;
import java.time.InstantSource;

/** The same with records that are compressed or not, as each opening says. */
class CompressedPackTest extends PackConformance {
    private FaultyDisk disk;
    private boolean compress = true;

    @Override
    protected Storage create(InstantSource clock) throws IOException {
        disk = new FaultyDisk();
        return open();
    }

    private Storage open() throws IOException {
        FileSettings settings = new FileSettings(4096, 512, 512, clock()).withCompress(compress);
        return new PaddedStorage(FileStorage.open(disk, false, settings, () -> {}));
    }

    @Override
    protected void reopen() throws IOException {
        storage.close();
        compress = !compress;
        storage = open();
    }
}

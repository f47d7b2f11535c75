package dev.odb.core.storage.file;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The file storage passes the conformance suite. */
class FileStorageTest extends DurableStorageConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return FileStorage.open(folder.resolve("db"), false, new FileSettings(256 << 20, 1 << 16, clock));
    }

    @Override
    protected Storage open(boolean readOnly) {
        return FileStorage.open(folder.resolve("db"), readOnly, new FileSettings(256 << 20, 1 << 16, clock()));
    }
}

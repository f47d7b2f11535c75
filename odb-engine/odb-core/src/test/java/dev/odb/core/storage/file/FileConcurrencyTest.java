package dev.odb.core.storage.file;

import dev.odb.core.storage.ConcurrencyConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The file storage under many threads, with segments that end often. */
class FileConcurrencyTest extends ConcurrencyConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return FileStorage.open(folder, false, new FileSettings(1 << 14, 1 << 12, clock));
    }
}

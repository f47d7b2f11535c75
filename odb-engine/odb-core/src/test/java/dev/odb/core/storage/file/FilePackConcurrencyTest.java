package dev.odb.core.storage.file;

import dev.odb.core.storage.PackConcurrencyConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The file storage is packed under writers. */
class FilePackConcurrencyTest extends PackConcurrencyConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return FileStorage.open(folder, false, new FileSettings(32 << 10, 4 << 10, clock));
    }

    @Override
    protected Storage reopen(Storage open) {
        open.close();
        return create(InstantSource.system());
    }
}

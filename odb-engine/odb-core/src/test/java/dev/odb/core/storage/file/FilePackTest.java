package dev.odb.core.storage.file;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The file storage packs as every storage does. */
class FilePackTest extends PackConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return FileStorage.open(folder, false, new FileSettings(256 << 20, 1 << 16, clock));
    }

    @Override
    protected int lives() {
        return 40;
    }

    @Override
    protected Storage another(int number) {
        folder = folder.resolve("next");
        return create(clock());
    }

    @Override
    protected void reopen() {
        storage.close();
        storage = create(clock());
    }
}

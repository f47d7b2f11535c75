package dev.odb.core.storage.overlay;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.file.FileSettings;
import dev.odb.core.storage.file.FileStorage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** An overlay in a folder passes the conformance suite; there is nothing in its base. */
class OverlayOnEmptyBaseTest extends DurableStorageConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        FileStorage.open(folder.resolve("base"), false).close();
        return open(false, clock);
    }

    @Override
    protected Storage open(boolean readOnly) {
        return open(readOnly, clock());
    }

    private Storage open(boolean readOnly, InstantSource clock) {
        OverlayFolder overlay = new OverlayFolder(folder.resolve("overlay"));
        FileSettings settings = new FileSettings(256 << 20, 1 << 16, clock);
        return overlay.over(
                FileStorage.open(folder.resolve("base"), true),
                FileStorage.open(overlay.changes(), readOnly, settings));
    }
}

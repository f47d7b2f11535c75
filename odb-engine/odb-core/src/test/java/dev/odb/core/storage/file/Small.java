package dev.odb.core.storage.file;

import java.io.IOException;
import java.time.InstantSource;

/** Opens storages on a {@link FaultyDisk}. */
final class Small {
    static final String FIRST = "log-0000000001.odb";
    static final FileSettings SETTINGS = new FileSettings(1 << 20, 512, InstantSource.system());

    private Small() {}

    static FileStorage open(FaultyDisk disk) throws IOException {
        return FileStorage.open(disk, false, SETTINGS, () -> {});
    }

    static FileStorage openReadOnly(FaultyDisk disk) throws IOException {
        return FileStorage.open(disk, true, SETTINGS, () -> {});
    }
}

package dev.odb.storage.jdbc;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The relational storage passes the conformance suite on H2, in a file. */
class H2StorageTest extends DurableStorageConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return Databases.open(Databases.h2(folder), false, clock);
    }

    @Override
    protected Storage open(boolean readOnly) {
        return Databases.open(Databases.h2(folder), readOnly, clock());
    }
}

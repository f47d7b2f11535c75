package dev.odb.storage.jdbc;

import dev.odb.core.storage.ConcurrencyConformance;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** On H2 the relational storage orders commits as every storage does. */
class H2ConcurrencyTest extends ConcurrencyConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return Databases.open(Databases.h2(folder), false, clock);
    }
}

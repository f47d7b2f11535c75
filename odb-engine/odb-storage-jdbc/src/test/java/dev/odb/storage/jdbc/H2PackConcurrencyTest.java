package dev.odb.storage.jdbc;

import dev.odb.core.storage.PackConcurrencyConformance;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** On H2 the relational storage is packed under writers. */
class H2PackConcurrencyTest extends PackConcurrencyConformance {
    @TempDir
    Path folder;

    @Override
    protected Storage create(InstantSource clock) {
        return Databases.open(Databases.h2(folder), clock, Packs::references);
    }

    @Override
    protected Storage reopen(Storage open) {
        open.close();
        return create(InstantSource.system());
    }
}

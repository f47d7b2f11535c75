package dev.odb.storage.jdbc;

import dev.odb.core.storage.PackConcurrencyConformance;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL the relational storage is packed under writers. */
class PostgresPackConcurrencyTest extends PackConcurrencyConformance {
    private String url;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    protected Storage create(InstantSource clock) {
        url = Databases.postgres();
        return Databases.open(url, clock, Packs::references);
    }

    @Override
    protected Storage reopen(Storage open) {
        open.close();
        return Databases.open(url, InstantSource.system(), Packs::references);
    }
}

package dev.odb.storage.jdbc;

import dev.odb.core.storage.DurableStorageConformance;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;

/** The relational storage passes the conformance suite on PostgreSQL. */
class PostgresStorageTest extends DurableStorageConformance {
    private String url;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    protected Storage create(InstantSource clock) {
        url = Databases.postgres();
        return Databases.open(url, false, clock);
    }

    @Override
    protected Storage open(boolean readOnly) {
        return Databases.open(url, readOnly, clock());
    }
}

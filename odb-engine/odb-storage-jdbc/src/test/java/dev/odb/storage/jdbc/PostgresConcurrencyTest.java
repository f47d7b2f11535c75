package dev.odb.storage.jdbc;

import dev.odb.core.storage.ConcurrencyConformance;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL the relational storage orders commits as every storage does. */
class PostgresConcurrencyTest extends ConcurrencyConformance {
    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    protected Storage create(InstantSource clock) {
        return Databases.open(Databases.postgres(), false, clock);
    }
}

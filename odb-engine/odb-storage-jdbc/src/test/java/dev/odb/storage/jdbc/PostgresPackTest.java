package dev.odb.storage.jdbc;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL the relational storage packs as every storage does. */
class PostgresPackTest extends PackConformance {
    private String url;

    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    protected Storage create(InstantSource clock) {
        return another(0);
    }

    @Override
    protected Storage another(int number) {
        url = Databases.postgres();
        return open();
    }

    private Storage open() {
        return Databases.open(url, clock(), Packs::references);
    }

    @Override
    protected void reopen() {
        storage.close();
        storage = open();
    }

    @Override
    protected int lives() {
        return 40;
    }

    @Override
    protected boolean storesUnreadable() {
        return false;
    }
}

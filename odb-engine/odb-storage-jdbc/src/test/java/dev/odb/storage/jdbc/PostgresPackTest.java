package dev.odb.storage.jdbc;

import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL. */
class PostgresPackTest extends TablesPackConformance {
    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    String newDatabase() {
        return Databases.postgres();
    }
}

package dev.odb.storage.jdbc;

import org.junit.jupiter.api.BeforeAll;

/** Several storages on one PostgreSQL. */
class PostgresSharedDatabaseTest extends SharedDatabaseCases {
    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    String newDatabase() {
        return Databases.postgres();
    }
}

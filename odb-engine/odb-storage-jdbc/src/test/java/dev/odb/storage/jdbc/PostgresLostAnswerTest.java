package dev.odb.storage.jdbc;

import org.junit.jupiter.api.BeforeAll;

class PostgresLostAnswerTest extends LostAnswerCases {
    @BeforeAll
    static void requirePostgres() {
        Databases.requirePostgres();
    }

    @Override
    String newDatabase() {
        return Databases.postgres();
    }
}

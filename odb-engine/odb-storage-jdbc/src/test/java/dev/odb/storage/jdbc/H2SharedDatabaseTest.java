package dev.odb.storage.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Several storages on one H2 database. */
class H2SharedDatabaseTest extends SharedDatabaseCases {
    @TempDir
    Path folder;

    private int databases;

    @Override
    String newDatabase() {
        return Databases.h2(folder.resolve("d" + databases++));
    }
}

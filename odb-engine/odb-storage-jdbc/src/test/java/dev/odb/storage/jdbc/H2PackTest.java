package dev.odb.storage.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On H2. */
class H2PackTest extends TablesPackConformance {
    @TempDir
    Path folder;

    private int databases;

    @Override
    String newDatabase() {
        return Databases.h2(folder.resolve("db" + ++databases));
    }
}

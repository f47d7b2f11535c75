package dev.odb.storage.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LostAnswerTest extends LostAnswerCases {
    @TempDir
    Path folder;

    @Override
    String newDatabase() {
        return Databases.h2(folder);
    }
}

package dev.odb.core.versions;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On this storage. */
class VersionContentsInMemoryTest extends VersionContentsTest {
    @TempDir
    Path folder;

    @Override
    protected String url() {
        return "odb:memory:" + folder.resolve("db");
    }
}

package dev.odb.core.versions;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On this storage. */
class VersionCornersOnFileTest extends VersionCornersTest {
    @TempDir
    Path folder;

    @Override
    protected String url() {
        return "odb:file:" + folder.resolve("db");
    }
}

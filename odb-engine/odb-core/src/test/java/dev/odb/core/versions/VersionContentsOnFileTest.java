package dev.odb.core.versions;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On this storage. */
class VersionContentsOnFileTest extends VersionContentsTest {
    @TempDir
    Path folder;

    @Override
    protected String url() {
        return "odb:file:" + folder.resolve("db");
    }
}

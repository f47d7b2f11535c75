package dev.odb.core.versions;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On an overlay whose base has the note. */
class VersionPackOnOverlayTest extends VersionPackTest {
    @TempDir
    Path folder;

    @Override
    protected String url() {
        return overlayUrl(folder);
    }
}

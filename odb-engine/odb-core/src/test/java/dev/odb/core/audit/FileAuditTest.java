package dev.odb.core.audit;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On file storage. */
class FileAuditTest extends AuditConformance {
    @TempDir
    Path folder;

    @Override
    protected String url() {
        return "odb:file:" + folder;
    }
}

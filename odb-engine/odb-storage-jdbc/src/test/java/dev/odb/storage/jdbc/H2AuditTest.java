package dev.odb.storage.jdbc;

import dev.odb.core.audit.AuditConformance;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what when, on the relational storage. */
class H2AuditTest extends AuditConformance {
    @TempDir
    Path folder;

    @Override
    protected String url() {
        return "odb:jdbc:" + Databases.h2(folder);
    }
}

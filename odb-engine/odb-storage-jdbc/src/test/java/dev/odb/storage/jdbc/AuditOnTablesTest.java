package dev.odb.storage.jdbc;

import dev.odb.core.audit.AuditConformance;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Who changed what when, on relational storage. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class AuditOnTablesTest extends AuditConformance {
    @TempDir
    Path folder;

    @Parameter
    boolean postgres;

    @Override
    protected String url() {
        return Databases.odb(postgres, folder);
    }
}

package dev.odb.storage.jdbc;

import dev.odb.core.versions.VersionContentsTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** On relational storage. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class VersionContentsOnTablesTest extends VersionContentsTest {
    @TempDir
    Path folder;

    @Parameter
    boolean postgres;

    private String url;

    @Override
    protected String url() {
        url = url == null ? Databases.odb(postgres, folder) : url;
        return url;
    }
}

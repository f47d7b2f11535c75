package dev.odb.storage.jdbc;

import dev.odb.OdbConfiguration;
import dev.odb.core.storage.CopyTarget;
import dev.odb.core.storage.References;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.StorageProvider;

/** Opens {@code odb:jdbc:} URLs. */
public final class JdbcStorageProvider implements StorageProvider {
    private static final String PREFIX = "odb:jdbc:";

    @Override
    public String urlForm() {
        return PREFIX + "<JDBC URL or JNDI name>";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public Storage open(OdbConfiguration configuration, References references) {
        return JdbcStorage.open(
                address(configuration), configuration.readOnly(), JdbcSettings.DEFAULT.withReferences(references));
    }

    @Override
    public CopyTarget copyTarget(OdbConfiguration configuration, References references) {
        return new JdbcCopyTarget(address(configuration), JdbcSettings.DEFAULT.withReferences(references));
    }

    private static Address address(OdbConfiguration configuration) {
        return Address.of(configuration.url().substring(PREFIX.length()));
    }
}

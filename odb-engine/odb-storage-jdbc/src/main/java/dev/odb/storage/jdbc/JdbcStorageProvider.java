package dev.odb.storage.jdbc;

import dev.odb.OdbConfiguration;
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
        Address address = Address.of(configuration.url().substring(PREFIX.length()));
        return JdbcStorage.open(address, configuration.readOnly(), JdbcSettings.DEFAULT.withReferences(references));
    }
}

package dev.odb.spi;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the engine for a URL. */
public final class DatabaseProviders {
    private DatabaseProviders() {}

    /** Opens the database with the first provider that understands the URL. */
    public static ObjectDatabase open(OdbConfiguration configuration, OdbCredentials credentials) {
        List<String> known = new ArrayList<>();
        for (DatabaseProvider provider :
                ServiceLoader.load(DatabaseProvider.class, DatabaseProviders.class.getClassLoader())) {
            if (provider.accepts(configuration.url())) {
                return provider.open(configuration, credentials);
            }
            known.add(provider.urlForm());
        }
        throw ApiMessages.noProvider(configuration.url(), known);
    }
}

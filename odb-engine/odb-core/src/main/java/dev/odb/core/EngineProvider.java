package dev.odb.core;

import dev.odb.ObjectDatabase;
import dev.odb.OdbConfiguration;
import dev.odb.OdbCredentials;
import dev.odb.spi.DatabaseProvider;

/** Offers the engine to {@link ObjectDatabase#open}. */
public final class EngineProvider implements DatabaseProvider {
    @Override
    public String urlForm() {
        return Storages.urlForms();
    }

    @Override
    public boolean accepts(String url) {
        return Storages.accepts(url);
    }

    @Override
    public ObjectDatabase open(OdbConfiguration configuration, OdbCredentials credentials) {
        Engine engine = Engine.open(configuration);
        boolean signedOn = false;
        try {
            engine.signOn(credentials);
            signedOn = true;
            return engine;
        } finally {
            if (!signedOn) {
                engine.close();
            }
        }
    }
}

package dev.odb.core;

import dev.odb.OdbConfiguration;
import dev.odb.core.storage.Storage;

/** Engines over storages that no URL names. */
public final class Engines {
    private Engines() {}

    /** Opens one; the configuration's URL is only a name. */
    public static Engine over(Storage storage, OdbConfiguration configuration) {
        return Engine.open(configuration, storage);
    }
}

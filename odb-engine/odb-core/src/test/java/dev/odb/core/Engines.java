package dev.odb.core;

import dev.odb.OdbConfiguration;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;

/** Engines over storages that no URL names. */
public final class Engines {
    private Engines() {}

    /** Opens one; the configuration's URL is only a name. */
    public static Engine over(Storage storage, OdbConfiguration configuration) {
        return Engine.open(configuration, storage);
    }

    /** Opens one with a clock of its own. */
    public static Engine open(OdbConfiguration configuration, InstantSource clock) {
        return Engine.open(configuration, Storages.open(configuration), clock);
    }

    /** The storage of one. */
    public static Storage storage(Engine engine) {
        return engine.storage();
    }
}

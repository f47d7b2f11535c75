package dev.odb.storage.jdbc;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import java.time.InstantSource;

/** The relational storage packs as every storage does. */
abstract class TablesPackConformance extends PackConformance {
    private String url;

    /** The URL of an empty database. */
    abstract String newDatabase();

    @Override
    protected Storage create(InstantSource clock) {
        return another(0);
    }

    @Override
    protected Storage another(int number) {
        url = newDatabase();
        return open();
    }

    private Storage open() {
        return Databases.open(url, clock(), Packs::references);
    }

    @Override
    protected void reopen() {
        storage.close();
        storage = open();
    }

    @Override
    protected int lives() {
        return 40;
    }

    @Override
    protected boolean storesUnreadable() {
        return false;
    }
}

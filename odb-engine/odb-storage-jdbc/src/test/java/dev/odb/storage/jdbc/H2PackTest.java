package dev.odb.storage.jdbc;

import dev.odb.core.storage.PackConformance;
import dev.odb.core.storage.Packs;
import dev.odb.core.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** On H2 the relational storage packs as every storage does. */
class H2PackTest extends PackConformance {
    @TempDir
    Path folder;

    private String url;
    private int databases;

    @Override
    protected Storage create(InstantSource clock) {
        return another(0);
    }

    @Override
    protected Storage another(int number) {
        url = Databases.h2(folder.resolve("db" + ++databases));
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

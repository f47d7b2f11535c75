package dev.odb.core.twin;

import dev.odb.OdbConnection;
import java.util.ArrayList;
import java.util.List;

/** The persistent side, on one connection. */
final class StoredWorld implements World {
    private final OdbConnection connection;
    private final List<Item> held = new ArrayList<>();
    private final List<Alias> aliases = new ArrayList<>();

    StoredWorld(OdbConnection connection) {
        this.connection = connection;
    }

    @Override
    public Item root() {
        return connection.root("root", Stored.class);
    }

    @Override
    public Item create(long id) {
        return Stored.of(id);
    }

    @Override
    public List<Item> held() {
        return held;
    }

    @Override
    public List<Alias> aliases() {
        return aliases;
    }
}

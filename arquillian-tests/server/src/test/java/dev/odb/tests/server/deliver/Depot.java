package dev.odb.tests.server.deliver;

import dev.odb.OdbConnection;
import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** The root: some shelves. Parcels of one shelf conflict unless they have its key. */
@Persistent
public class Depot {
    static final int SHELVES = 8;

    private List<Shelf> shelves = new ArrayList<>();

    public Depot() {
        for (int i = 0; i < SHELVES; i++) {
            shelves.add(new Shelf());
        }
    }

    static Depot of(OdbConnection connection) {
        return connection.root("depot", Depot.class, Depot::new);
    }

    public Shelf shelf(int number) {
        return shelves.get(number % SHELVES);
    }

    public List<Shelf> shelves() {
        return shelves;
    }
}

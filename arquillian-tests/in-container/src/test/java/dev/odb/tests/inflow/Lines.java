package dev.odb.tests.inflow;

import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import dev.odb.tests.support.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/** The lines, and how to have something added to them. */
@ApplicationScoped
public class Lines {
    private static final String ROOT = "lines";

    @Inject
    private Database database;

    /** Empty lines of these keys. */
    public void start(Collection<String> keys) throws Exception {
        database.inNew(connection -> {
            PersistentMap<String, Line> lines = new PersistentMap<>();
            keys.forEach(key -> lines.put(key, new Line()));
            return connection.roots().put(ROOT, lines);
        });
    }

    @SuppressWarnings("unchecked")
    private static Line line(OdbConnection connection, String key) {
        return ((PersistentMap<String, Line>) connection.root(ROOT, PersistentMap.class)).get(key);
    }

    /** In the current transaction. */
    public void add(String key, int number) throws Exception {
        database.here(connection -> {
            line(connection, key).add(number);
            return null;
        });
    }

    /** In a transaction of its own. */
    public void addInNew(String key, int number) throws Exception {
        database.inNew(connection -> {
            line(connection, key).add(number);
            return null;
        });
    }

    /** As a new transaction sees it. */
    public List<Integer> numbers(String key) throws Exception {
        return database.inNew(connection -> List.copyOf(line(connection, key).numbers()));
    }
}

package dev.odb.spi;

import dev.odb.OdbConnectionFactory;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The connection factories of this process by database name, so that injection finds them without a JNDI name. Entries
 * hold no application classes. All threads may use it.
 */
public final class ConnectionFactories {
    private static final ConcurrentMap<String, OdbConnectionFactory> FACTORIES = new ConcurrentHashMap<>();

    private ConnectionFactories() {}

    /** Binds a name; the latest binding wins, since several definitions may share one database. */
    public static void register(String database, OdbConnectionFactory factory) {
        FACTORIES.put(database, factory);
    }

    /** Unbinds, if the name is still bound to that factory. */
    public static void unregister(String database, OdbConnectionFactory factory) {
        FACTORIES.remove(database, factory);
    }

    /**
     * The factory of a database.
     *
     * @param database its name; empty means the only one there is
     * @throws dev.odb.OdbException if there is none, or no single one
     */
    public static OdbConnectionFactory get(String database) {
        OdbConnectionFactory found = FACTORIES.get(database);
        if (found == null && database.isEmpty()) {
            var all = FACTORIES.values().iterator();
            found = all.hasNext() ? all.next() : null;
            if (all.hasNext()) {
                found = null;
            }
        }
        if (found == null) {
            throw ApiMessages.unknownDatabase(database, new TreeSet<>(FACTORIES.keySet()));
        }
        return found;
    }
}

package dev.odb.spi;

import dev.odb.OdbConnectionFactory;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * The connection factories of this process by database name, so that injection finds them without a JNDI name. Entries
 * hold no application classes. All threads may use it.
 */
public final class ConnectionFactories {
    /** The name of a database whose definition gives it none. */
    public static final String DEFAULT_NAME = "odb";

    private static final ConcurrentMap<String, OdbConnectionFactory> FACTORIES = new ConcurrentHashMap<>();

    private ConnectionFactories() {}

    /** Binds a name; the latest binding wins, since several definitions may share one database. */
    public static void register(String database, OdbConnectionFactory factory) {
        FACTORIES.put(database, factory);
        synchronized (FACTORIES) {
            FACTORIES.notifyAll();
        }
    }

    /** Unbinds, if the name is still bound to that factory. */
    public static void unregister(String database, OdbConnectionFactory factory) {
        FACTORIES.remove(database, factory);
    }

    /** Waits for a name to be bound, no longer than that; not at all if the thread is interrupted. */
    public static boolean await(String database, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (FACTORIES) {
            while (!FACTORIES.containsKey(database)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    FACTORIES.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return FACTORIES.containsKey(database);
                }
            }
            return true;
        }
    }

    /** The names that are bound, sorted. */
    public static SortedSet<String> names() {
        return new TreeSet<>(FACTORIES.keySet());
    }

    /**
     * The factory of a database.
     *
     * @param database its name; empty means the one of the {@link #DEFAULT_NAME}, else the only one there is
     * @throws dev.odb.OdbException if there is none, or no single one
     */
    public static OdbConnectionFactory get(String database) {
        OdbConnectionFactory found = FACTORIES.get(database.isEmpty() ? DEFAULT_NAME : database);
        if (found == null && database.isEmpty()) {
            var all = FACTORIES.values().iterator();
            found = all.hasNext() ? all.next() : null;
            if (all.hasNext()) {
                found = null;
            }
        }
        if (found == null) {
            throw ApiMessages.unknownDatabase(database, names());
        }
        return found;
    }
}

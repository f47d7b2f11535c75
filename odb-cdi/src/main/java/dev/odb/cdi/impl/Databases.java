package dev.odb.cdi.impl;

import dev.odb.spi.ConnectionFactories;
import java.time.Duration;
import java.util.SortedSet;

/**
 * Whether the databases that a deployment names are there. That can be told only where the adapter has begun to open them;
 * it may be about to open the next one, so what is missing is waited for, once for all of them.
 */
final class Databases {
    private final long patience;
    private long deadline;

    Databases(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Why the name means no database, or null. */
    String mistake(String database) {
        SortedSet<String> open = ConnectionFactories.names();
        if (open.isEmpty() || open.contains(database)) {
            return null;
        }
        if (database.isEmpty()) {
            return open.size() == 1 || open.contains(ConnectionFactories.DEFAULT_NAME)
                    ? null
                    : CdiMessages.severalDatabases(open);
        }
        if (deadline == 0) {
            deadline = System.nanoTime() + patience;
        }
        return ConnectionFactories.await(database, Duration.ofNanos(deadline - System.nanoTime()))
                ? null
                : CdiMessages.unknownDatabase(database, ConnectionFactories.names());
    }
}

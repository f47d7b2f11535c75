package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.core.ManagedDatabase;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The databases of an adapter, one for each URL. The Connectors contract tells nobody when a connection definition goes,
 * so a database stays open until the adapter stops. All threads may use it.
 */
final class OpenDatabases {
    private final Function<OdbConfiguration, ManagedDatabase> engine;
    /**
     * By URL, in the order in which they were opened. Replaced, never changed: opening one may take long, and whoever has another
     * one does not wait for that.
     */
    private volatile Map<String, Opened> byUrl = Map.of();

    private volatile TransactionSynchronizationRegistry registry;
    private volatile boolean started;
    private volatile boolean stopped;

    /** One, and the connection definition that was the first to ask for it. */
    private record Opened(OpenDatabase database, String opener) {}

    OpenDatabases(Function<OdbConfiguration, ManagedDatabase> engine) {
        this.engine = engine;
    }

    /** Makes the server's registry, which may be null, known to the databases, opened before or after. */
    synchronized void start(TransactionSynchronizationRegistry offered) {
        registry = offered;
        started = true;
        stopped = false;
    }

    /**
     * The database, opened by the first that asks; IronJacamar asks before it starts the adapter.
     *
     * @param definition the name of the connection definition that asks
     * @throws OdbException if it is open with other settings, or the adapter is stopped
     */
    OpenDatabase get(OdbConfiguration configuration, String definition) {
        Opened known = byUrl.get(configuration.url());
        if (known == null || stopped) {
            known = openFirst(configuration, definition);
        }
        OdbConfiguration settings = known.database.configuration();
        if (!settings.equals(configuration)) {
            throw RaMessages.settingsDiffer(known.opener, settings, definition, configuration);
        }
        return known.database;
    }

    private synchronized Opened openFirst(OdbConfiguration configuration, String definition) {
        if (stopped) {
            throw RaMessages.adapterStopped();
        }
        Opened known = byUrl.get(configuration.url());
        if (known == null) {
            known = new Opened(open(configuration), definition);
            Map<String, Opened> more = new LinkedHashMap<>(byUrl);
            more.put(configuration.url(), known);
            byUrl = more;
        }
        return known;
    }

    private OpenDatabase open(OdbConfiguration configuration) {
        ManagedDatabase database = engine.apply(configuration);
        try {
            return new OpenDatabase(configuration, database, () -> registry, System::nanoTime);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    List<OpenDatabase> all() {
        return byUrl.values().stream().map(Opened::database).toList();
    }

    boolean isStarted() {
        return started;
    }

    /**
     * A definition could not be made: a server that has not started the adapter yet gives it up without stopping it, and
     * the other definitions' databases must not stay locked for the corrected deployment.
     */
    synchronized void giveUp() {
        closeAll();
    }

    synchronized void stop() {
        started = false;
        stopped = true;
        registry = null;
        closeAll();
    }

    /** Closes all; one that cannot be closed does not keep the others open. */
    private void closeAll() {
        List<RuntimeException> failures = new ArrayList<>();
        List<OpenDatabase> closing = all();
        byUrl = Map.of();
        for (OpenDatabase one : closing) {
            try {
                one.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}

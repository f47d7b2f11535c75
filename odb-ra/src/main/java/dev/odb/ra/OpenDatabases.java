package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.OdbException;
import dev.odb.core.ManagedDatabase;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<String, OpenDatabase> byUrl = new LinkedHashMap<>();
    private final Map<String, String> openers = new HashMap<>();
    private volatile TransactionSynchronizationRegistry registry;
    private boolean started;
    private boolean stopped;

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
    synchronized OpenDatabase get(OdbConfiguration configuration, String definition) {
        if (stopped) {
            throw RaMessages.adapterStopped();
        }
        OpenDatabase known = byUrl.get(configuration.url());
        if (known == null) {
            known = open(configuration);
            byUrl.put(configuration.url(), known);
            openers.put(configuration.url(), definition);
        } else if (!known.configuration().equals(configuration)) {
            throw RaMessages.settingsDiffer(
                    openers.get(configuration.url()), known.configuration(), definition, configuration);
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

    synchronized List<OpenDatabase> all() {
        return List.copyOf(byUrl.values());
    }

    synchronized boolean isStarted() {
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
        for (OpenDatabase one : byUrl.values()) {
            try {
                one.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        byUrl.clear();
        openers.clear();
        if (!failures.isEmpty()) {
            RuntimeException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}

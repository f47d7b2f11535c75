package dev.odb.junit.impl;

import dev.odb.core.Engine;
import dev.odb.ra.OdbManagedConnectionFactory;
import dev.odb.ra.OdbResourceAdapter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;

/** The databases of one test, with the adapter as a server starts it. */
final class Databases {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Map<String, String> urls = new LinkedHashMap<>();
    private final Path folder;
    private final Watch watch;
    private OdbResourceAdapter adapter;

    private Databases(Path folder, Watch watch) {
        this.folder = folder;
        this.watch = watch;
    }

    static Databases open(List<String> names, boolean files, Watch watch) {
        Databases made = new Databases(files ? TemporaryFolders.create().resolve("databases") : null, watch);
        String number = "junit-" + NEXT.incrementAndGet();
        for (String name : names) {
            int index = made.urls.size();
            made.urls.put(
                    name, files ? "odb:file:" + made.folder.resolve("" + index) : "odb:memory:" + number + "-" + index);
        }
        boolean done = false;
        try {
            made.start();
            done = true;
        } finally {
            if (!done) {
                made.close();
            }
        }
        return made;
    }

    boolean onDisk() {
        return folder != null;
    }

    /** Saves the files as they are. */
    void save() {
        TemporaryFolders.copy(folder, saved());
    }

    /** Opens what was saved. */
    void reopenSaved() {
        adapter.stop();
        TemporaryFolders.replace(folder, saved());
        watch.crashes().over();
        start();
    }

    private Path saved() {
        return folder.resolveSibling("saved");
    }

    /** One for each database, for recovery. */
    XAResource[] resources() {
        return adapter.getXAResources(null);
    }

    private void start() {
        adapter = new OdbResourceAdapter(configuration -> WatchedDatabase.of(Engine.open(configuration), watch));
        adapter.start(new Context(Narayana.registry()));
        LazyConnectionManager connections = new LazyConnectionManager(Narayana.transactionManager(), watch);
        try {
            for (Map.Entry<String, String> database : urls.entrySet()) {
                OdbManagedConnectionFactory definition = new OdbManagedConnectionFactory();
                definition.setResourceAdapter(adapter);
                definition.setDatabaseName(database.getKey());
                definition.setUrl(database.getValue());
                definition.setAdminRole("*"); // tests have no callers with roles
                definition.createConnectionFactory(connections);
            }
        } catch (ResourceException e) {
            throw JunitMessages.notOpened(e);
        }
    }

    void close() {
        try {
            adapter.stop();
        } finally {
            if (onDisk()) {
                TemporaryFolders.delete(folder.getParent());
            }
        }
    }

    /** A server that only knows transactions. */
    private record Context(TransactionSynchronizationRegistry registry) implements BootstrapContext {
        @Override
        public WorkManager getWorkManager() {
            return null;
        }

        @Override
        public XATerminator getXATerminator() {
            return null;
        }

        @Override
        public Timer createTimer() {
            throw new UnsupportedOperationException("there are no timers in tests");
        }

        @Override
        public boolean isContextSupported(Class<? extends WorkContext> type) {
            return false;
        }

        @Override
        public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
            return registry;
        }
    }
}

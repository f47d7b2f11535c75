package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import dev.odb.core.object.DatabaseContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The durable subscriptions of a database: an ordinary root, a map from the name to an object that holds the position, so
 * every storage has them, and copies, backups and packs carry them. All threads may use it.
 */
public final class Subscriptions {
    /** The name of their root. */
    public static final String ROOT = "odb.subscriptions";

    private final DatabaseContext database;
    private final Bookkeeping bookkeeping;
    private final Runnable awaitPack;
    private final BooleanSupplier databaseClosed;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /**
     * Those of an open database.
     *
     * @param awaitPack waits for the end of a pack that runs
     */
    public Subscriptions(
            DatabaseContext database, Bookkeeping bookkeeping, Runnable awaitPack, BooleanSupplier databaseClosed) {
        this.database = database;
        this.bookkeeping = bookkeeping;
        this.awaitPack = awaitPack;
        this.databaseClosed = databaseClosed;
    }

    /** Opens a subscription; one that is new hears of what is committed from now on. One at a time in a process. */
    public ChangeSubscription open(String name) {
        if (name.isBlank()) {
            throw FeedMessages.blank();
        }
        if (!open.add(name)) {
            throw FeedMessages.inUse(name, database.storage().location());
        }
        boolean done = false;
        try {
            long oid = oid(name);
            RootNames roots = new RootNames(database, Thread.currentThread().getContextClassLoader());
            ChangeReader reader = new ChangeReader(database, awaitPack, roots, oid);
            ChangeSubscription opened = new DurableSubscription(name, oid, database, this, reader, databaseClosed);
            done = true;
            return opened;
        } finally {
            if (!done) {
                open.remove(name);
            }
        }
    }

    void closed(String name) {
        open.remove(name);
    }

    private long oid(String name) {
        long known = bookkeeping.read(connection -> {
            StoredSubscription stored = find(connection, name);
            return stored == null ? 0 : connection.oid(stored);
        });
        return known != 0 ? known : create(name);
    }

    private long create(String name) {
        long now = database.storage().lastTid();
        return bookkeeping.change("created the subscription " + name, connection -> {
            StoredSubscription stored = find(connection, name);
            if (stored == null) {
                stored = new StoredSubscription(now);
                map(connection, true).put(name, stored);
            }
            return connection.oid(stored);
        });
    }

    /** Its stored position. */
    long position(String name, long oid) {
        return bookkeeping.read(connection -> require(connection, name, oid).position());
    }

    /** The subscription of that name, if it is still that one. */
    StoredSubscription require(OdbConnection connection, String name, long oid) {
        StoredSubscription stored = find(connection, name);
        if (stored == null || connection.oid(stored) != oid) {
            throw FeedMessages.removed(name, database.storage().location());
        }
        return stored;
    }

    private StoredSubscription find(OdbConnection connection, String name) {
        PersistentMap<String, StoredSubscription> all = map(connection, false);
        return all == null ? null : all.get(name);
    }

    @SuppressWarnings("unchecked")
    private PersistentMap<String, StoredSubscription> map(OdbConnection connection, boolean create) {
        Object root = connection.roots().get(ROOT);
        if (root == null && create) {
            root = new PersistentMap<String, StoredSubscription>();
            connection.roots().put(ROOT, root);
        }
        if (root != null && !(root instanceof PersistentMap)) {
            throw FeedMessages.notSubscriptions(database.storage().location());
        }
        return (PersistentMap<String, StoredSubscription>) root;
    }
}

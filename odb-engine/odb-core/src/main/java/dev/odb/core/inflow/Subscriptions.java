package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import dev.odb.SubscriptionInfo;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.storage.Storage;
import dev.odb.core.storage.Tids;
import dev.odb.core.transaction.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The durable subscriptions of a database: an ordinary root, a map from the name to an object that holds the position, so
 * every storage has them, and copies, backups and packs carry them. All threads may use it.
 */
public final class Subscriptions {
    /** The name of their root. */
    public static final String ROOT = "odb.subscriptions";

    private final DatabaseContext database;
    private final Storage storage;
    private final Bookkeeping bookkeeping;
    private final Supplier<Snapshots.Held> unpacked;
    private final BooleanSupplier databaseClosed;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /**
     * Those of an open database.
     *
     * @param unpacked waits for the end of a pack that runs, and keeps the next one from removing anything
     */
    public Subscriptions(
            DatabaseContext database,
            Bookkeeping bookkeeping,
            Supplier<Snapshots.Held> unpacked,
            BooleanSupplier databaseClosed) {
        this.database = database;
        this.storage = database.storage();
        this.bookkeeping = bookkeeping;
        this.unpacked = unpacked;
        this.databaseClosed = databaseClosed;
    }

    /** Opens a subscription; one that is new hears of what is committed from now on. One at a time in a process. */
    public ChangeSubscription open(String name) {
        requireName(name);
        if (!open.add(name)) {
            throw FeedMessages.inUse(name, storage.location());
        }
        boolean done = false;
        try {
            long oid = oid(name);
            RootNames roots = new RootNames(database, Thread.currentThread().getContextClassLoader());
            ChangeReader reader = new ChangeReader(database, unpacked, roots, oid);
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

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw FeedMessages.blank();
        }
    }

    private long oid(String name) {
        Stored known = stored().get(name);
        return known != null ? known.oid : set(name, storage.lastTid(), false);
    }

    /** Makes it if there is none. */
    private long set(String name, long position, boolean move) {
        return bookkeeping.change("subscription " + name + " to hear what is after " + position, connection -> {
            StoredSubscription stored = find(connection, name);
            if (stored == null) {
                stored = new StoredSubscription(position);
                map(connection, true).put(name, stored);
            } else if (move) {
                stored.moveTo(position);
            }
            return connection.oid(stored);
        });
    }

    /** By name, with how far behind each is; that takes as long as reading what it has not heard of. */
    public List<SubscriptionInfo> list() {
        Snapshots.Held kept = unpacked.get();
        try {
            return stored().entrySet().stream()
                    .map(each -> info(each.getKey(), each.getValue(), kept.tid()))
                    .toList();
        } finally {
            database.commits().snapshots().release(kept);
        }
    }

    private SubscriptionInfo info(String name, Stored stored, long packed) {
        Backlog unheard =
                Backlog.of(database, stored.oid, Math.max(stored.position, packed), storage.lastTid(), Long.MAX_VALUE);
        Duration lag =
                unheard.count() == 0 ? Duration.ZERO : Duration.between(Tids.instant(unheard.first()), Instant.now());
        return new SubscriptionInfo(
                name,
                stored.position,
                Tids.instant(stored.position),
                open.contains(name),
                unheard.count(),
                lag.isNegative() ? Duration.ZERO : lag,
                stored.position < packed);
    }

    /**
     * Has it go on behind a transaction; makes it if there is none.
     *
     * @param position a tid; 0 for everything that is kept, {@link Long#MAX_VALUE} for what comes from now on
     */
    public void move(String name, long position) {
        requireName(name);
        long packed = storage.packedTid();
        long newest = storage.lastTid();
        long to = position == 0 ? packed : position == Long.MAX_VALUE ? newest : position;
        if (to < packed || to > newest) {
            throw FeedMessages.noSuchPosition(name, position, packed, newest);
        }
        set(name, to, true);
    }

    /** Whether there was one. */
    public boolean remove(String name) {
        if (open.contains(name)) {
            throw FeedMessages.inUse(name, storage.location());
        }
        return stored().containsKey(name)
                && bookkeeping.change(
                        "removed the subscription " + name,
                        connection -> map(connection, true).remove(name) != null);
    }

    /**
     * How far a pack may go. Where nothing is to be told before that, positions are moved, so that nobody misses what has
     * never been.
     *
     * @param asked the tid up to which it is asked for
     * @param kept for how long transactions are kept for who has not heard of them
     * @param dryRun whether to change nothing
     */
    public Retention retention(long asked, Duration kept, boolean dryRun) {
        Map<String, Long> quiet = new HashMap<>();
        Retention retention =
                new Retention(storage.location(), asked, Tids.at(Instant.now().minus(kept)));
        Map<String, Stored> all = stored();
        all.forEach((name, stored) -> {
            long from = Math.max(stored.position, storage.packedTid());
            Backlog unheard = Backlog.of(database, stored.oid, from, asked, 1);
            if (unheard.count() > 0) {
                retention.unheard(name, unheard.first());
            }
            if (stored.position == from) {
                quiet.put(name, unheard.count() > 0 ? unheard.first() - 1 : asked);
            }
        });
        quiet.forEach((name, upTo) -> {
            Stored stored = all.get(name);
            if (!dryRun && stored.position < Math.min(upTo, retention.upTo())) {
                pass(name, stored, upTo);
            }
        });
        return retention;
    }

    private void pass(String name, Stored from, long upTo) {
        bookkeeping.change("subscription " + name + " has nothing to hear up to " + upTo, connection -> {
            StoredSubscription stored = find(connection, name);
            if (stored != null
                    && connection.oid(stored) == from.oid
                    && stored.position() >= from.position
                    && stored.position() < upTo) {
                stored.moveTo(upTo);
            }
            return null;
        });
    }

    private record Stored(long oid, long position) {}

    private Map<String, Stored> stored() {
        return bookkeeping.read(connection -> {
            Map<String, Stored> found = new TreeMap<>();
            PersistentMap<String, StoredSubscription> all = map(connection, false);
            if (all != null) {
                all.forEach((name, each) -> found.put(name, new Stored(connection.oid(each), each.position())));
            }
            return found;
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
            throw FeedMessages.removed(name, storage.location());
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
            throw FeedMessages.notSubscriptions(storage.location());
        }
        return (PersistentMap<String, StoredSubscription>) root;
    }
}

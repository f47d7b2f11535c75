package dev.odb.core.inflow;

import dev.odb.SubscriptionInfo;
import dev.odb.core.inflow.SubscriptionStore.Stored;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The durable subscriptions of a database. They stand in an ordinary root, so every storage has them, and copies, backups
 * and packs carry them. All threads may use it.
 */
public final class Subscriptions {
    /** The name of their root. */
    public static final String ROOT = "odb.subscriptions";

    private final DatabaseContext database;
    private final Storage storage;
    private final SubscriptionStore store;
    private final Supplier<Snapshots.Held> unpacked;
    private final BooleanSupplier databaseClosed;
    private final Wakeups wakeups = new Wakeups();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Lookout lookout;
    private final Map<String, SubscriptionLease> leases = new ConcurrentHashMap<>();

    /**
     * Those of an open database.
     *
     * @param unpacked waits for the end of a pack that runs, and keeps the next one from removing anything
     */
    public Subscriptions(
            DatabaseContext database,
            Bookkeeping bookkeeping,
            Supplier<Snapshots.Held> unpacked,
            Lookout lookout,
            BooleanSupplier databaseClosed) {
        this.database = database;
        this.storage = database.storage();
        this.store = new SubscriptionStore(bookkeeping, storage.location());
        this.unpacked = unpacked;
        this.lookout = lookout;
        this.databaseClosed = databaseClosed;
        database.commits().onDecision(writes -> wakeups.all());
    }

    /**
     * Opens a subscription; one that is new hears of what is committed from now on. One at a time in a process; of several
     * servers one at a time is told.
     */
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
            SubscriptionLease lease =
                    leases.computeIfAbsent(name, n -> new SubscriptionLease(n, storage, lookout, wakeups));
            lease.want();
            ChangeSubscription opened =
                    new DurableSubscription(name, oid, database, store, reader, wakeups, lease, databaseClosed, () -> {
                        lease.letGo();
                        open.remove(name);
                    });
            done = true;
            return opened;
        } finally {
            if (!done) {
                open.remove(name);
            }
        }
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw FeedMessages.blank();
        }
    }

    private long oid(String name) {
        Stored known = store.all().get(name);
        return known != null ? known.oid() : store.make(name, storage.lastTid());
    }

    /** The database closes: whoever waits for a change gets none. */
    public void close() {
        wakeups.all();
    }

    /** By name, with how far behind each is; that takes as long as reading what it has not heard of. */
    public List<SubscriptionInfo> list() {
        Snapshots.Held kept = unpacked.get();
        try {
            return store.all().entrySet().stream()
                    .map(each -> info(each.getKey(), each.getValue(), kept.tid()))
                    .toList();
        } finally {
            database.commits().snapshots().release(kept);
        }
    }

    private SubscriptionInfo info(String name, Stored stored, long packed) {
        Backlog unheard = Backlog.of(
                database, stored.oid(), Math.max(stored.position(), packed), storage.lastTid(), Long.MAX_VALUE);
        Duration lag =
                unheard.count() == 0 ? Duration.ZERO : Duration.between(Tids.instant(unheard.first()), Instant.now());
        return new SubscriptionInfo(
                name,
                stored.position(),
                Tids.instant(stored.position()),
                open.contains(name),
                unheard.count(),
                lag.isNegative() ? Duration.ZERO : lag,
                stored.position() < packed);
    }

    /**
     * Has it go on behind a transaction; makes it if there is none.
     *
     * @param position a tid; 0 for everything that is kept, {@link Long#MAX_VALUE} for what comes from now on
     */
    public void move(String name, long position) {
        requireName(name);
        storage.poll();
        long packed = storage.packedTid();
        long newest = storage.lastTid();
        long to = position == 0 ? packed : position == Long.MAX_VALUE ? newest : position;
        if (to < packed || to > newest) {
            throw FeedMessages.noSuchPosition(name, position, packed, newest);
        }
        store.move(name, to);
    }

    /** Whether there was one. */
    public boolean remove(String name) {
        if (open.contains(name)) {
            throw FeedMessages.inUse(name, storage.location());
        }
        String lease = SubscriptionLease.name(name);
        if (Boolean.FALSE.equals(storage.leases().held(lease).get(lease))) {
            throw FeedMessages.inUseElsewhere(name, storage.location());
        }
        return store.remove(name);
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
        Map<String, Stored> all = store.all();
        all.forEach((name, stored) -> {
            long from = Math.max(stored.position(), storage.packedTid());
            Backlog unheard = Backlog.of(database, stored.oid(), from, asked, 1);
            if (unheard.count() > 0) {
                retention.unheard(name, unheard.first());
            }
            if (stored.position() == from) {
                quiet.put(name, unheard.count() > 0 ? unheard.first() - 1 : asked);
            }
        });
        quiet.forEach((name, upTo) -> {
            Stored stored = all.get(name);
            if (!dryRun && stored.position() < Math.min(upTo, retention.upTo())) {
                store.pass(name, stored, upTo);
            }
        });
        return retention;
    }
}

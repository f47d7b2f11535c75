package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.PersistentMap;
import java.util.Map;
import java.util.TreeMap;

/** The stored subscriptions: a root that is a map from the name to an object that holds the position. All threads may use it. */
final class SubscriptionStore {
    private final Bookkeeping bookkeeping;
    private final String location;

    SubscriptionStore(Bookkeeping bookkeeping, String location) {
        this.bookkeeping = bookkeeping;
        this.location = location;
    }

    /**
     * One as it was read.
     *
     * @param oid of its object
     * @param position as {@link StoredSubscription#position}
     */
    record Stored(long oid, long position) {}

    /** All, by name. */
    Map<String, Stored> all() {
        return bookkeeping.read(connection -> {
            Map<String, Stored> found = new TreeMap<>();
            PersistentMap<String, StoredSubscription> all = map(connection, false);
            if (all != null) {
                all.forEach((name, each) -> found.put(name, new Stored(connection.oid(each), each.position())));
            }
            return found;
        });
    }

    /** The position of that very one. */
    long position(String name, long oid) {
        return bookkeeping.read(connection -> require(connection, name, oid).position());
    }

    /** The subscription of that name, if it is still that one. */
    StoredSubscription require(OdbConnection connection, String name, long oid) {
        StoredSubscription stored = find(connection, name);
        if (stored == null || connection.oid(stored) != oid) {
            throw FeedMessages.removed(name, location);
        }
        return stored;
    }

    /** Makes one if there is none of that name; gives its oid. */
    long make(String name, long position) {
        return set(name, position, false);
    }

    /** Moves one, or makes it. */
    void move(String name, long position) {
        set(name, position, true);
    }

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

    /** Moves one that has nothing to hear up to there, unless it was moved back meanwhile. */
    void pass(String name, Stored from, long upTo) {
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

    /** Whether there was one. */
    boolean remove(String name) {
        return all().containsKey(name)
                && bookkeeping.change(
                        "removed the subscription " + name,
                        connection -> map(connection, true).remove(name) != null);
    }

    private StoredSubscription find(OdbConnection connection, String name) {
        PersistentMap<String, StoredSubscription> all = map(connection, false);
        return all == null ? null : all.get(name);
    }

    @SuppressWarnings("unchecked")
    private PersistentMap<String, StoredSubscription> map(OdbConnection connection, boolean create) {
        Object root = connection.roots().get(Subscriptions.ROOT);
        if (root == null && create) {
            root = new PersistentMap<String, StoredSubscription>();
            connection.roots().put(Subscriptions.ROOT, root);
        }
        if (root != null && !(root instanceof PersistentMap)) {
            throw FeedMessages.notSubscriptions(location);
        }
        return (PersistentMap<String, StoredSubscription>) root;
    }
}

package dev.odb.core.inflow;

import dev.odb.core.storage.Storage;

/**
 * Has one server at a time tell the listener of a subscription, where several have the database open. There is one for a name in
 * a process, whoever listens. All threads may use it.
 */
final class SubscriptionLease implements Lookout.Watcher {
    private final Storage storage;
    private final String name;
    private final Lookout lookout;
    private final Wakeups wakeups;
    private volatile boolean wanted;
    private volatile boolean mine;

    SubscriptionLease(String subscription, Storage storage, Lookout lookout, Wakeups wakeups) {
        this.storage = storage;
        this.name = name(subscription);
        this.lookout = lookout;
        this.wakeups = wakeups;
    }

    static String name(String subscription) {
        return LeaseNames.of("subscription", subscription);
    }

    /** Whether this server is the one. */
    boolean isMine() {
        return !lookout.isShared() || mine;
    }

    /** It has a listener now. */
    void want() {
        if (lookout.isShared()) {
            synchronized (this) {
                wanted = true;
                lookout.watch(this);
            }
            boolean done = false;
            try {
                seeToLeases();
                done = true;
            } finally {
                if (!done) {
                    letGo();
                }
            }
        }
    }

    /** It has none any more. The lease goes with the next look, since a database that does not answer must not be in the way. */
    void letGo() {
        wanted = false;
        mine = false;
    }

    @Override
    public synchronized void seeToLeases() {
        if (!wanted) {
            mine = false;
            storage.leases().release(name);
            lookout.forget(this);
            return;
        }
        boolean now = storage.leases().take(name);
        if (now && !mine) {
            // how far its last server has come
            storage.poll();
        }
        boolean gained = now && !mine;
        mine = now;
        if (gained) {
            wakeups.all();
        }
    }
}

package dev.odb.core.inflow;

import dev.odb.OdbConnection;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.storage.Revision;
import dev.odb.core.transaction.Snapshots;
import dev.odb.inflow.ChangeEvent;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Follows the stored position, whoever moves it: its own listener, an administrator, or another process. */
final class DurableSubscription implements ChangeSubscription {
    /** Long enough for any wait, and no overflow. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** The serial of no revision. */
    private static final long GONE = -1;

    private final String name;
    private final long oid;
    private final DatabaseContext database;
    private final SubscriptionStore store;
    private final ChangeReader reader;
    private final Wakeups wakeups;
    private final SubscriptionLease lease;
    private final BooleanSupplier databaseClosed;
    private final Runnable onClose;
    private long serial;
    private long position = -1;
    private ChangeEvent current;
    private volatile boolean closed;

    DurableSubscription(
            String name,
            long oid,
            DatabaseContext database,
            SubscriptionStore store,
            ChangeReader reader,
            Wakeups wakeups,
            SubscriptionLease lease,
            BooleanSupplier databaseClosed,
            Runnable onClose) {
        this.name = name;
        this.oid = oid;
        this.database = database;
        this.store = store;
        this.reader = reader;
        this.wakeups = wakeups;
        this.lease = lease;
        this.databaseClosed = databaseClosed;
        this.onClose = onClose;
    }

    @Override
    public ChangeEvent next(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + (wait.compareTo(FOREVER) < 0 ? wait : FOREVER).toNanos();
        try {
            while (true) {
                long ticket = wakeups.ticket();
                ChangeEvent next = over() ? null : look();
                long left = deadline - System.nanoTime();
                if (next != null || over() || left <= 0) {
                    return next;
                }
                wakeups.await(ticket, left);
            }
        } catch (RuntimeException e) {
            if (over()) {
                return null;
            }
            throw e;
        }
    }

    private ChangeEvent look() {
        if (!lease.isMine()) {
            return null;
        }
        followPosition();
        try {
            if (current == null) {
                current = reader.next(this::over);
            }
            return current;
        } catch (ChangeReader.LostException lost) {
            throw FeedMessages.lost(name, position, lost.packed);
        }
    }

    private boolean over() {
        return closed || databaseClosed.getAsBoolean();
    }

    private void followPosition() {
        long newest = newestSerial();
        if (newest == serial) {
            return;
        }
        long now = store.position(name, oid);
        serial = newest;
        if (now != position) {
            position = now;
            current = null;
            reader.goTo(now);
        }
    }

    private long newestSerial() {
        Snapshots.Held newest = database.commits().snapshots().take();
        try {
            Revision stored = database.storage().load(oid, newest.tid());
            return stored == null ? GONE : stored.serial();
        } finally {
            database.commits().snapshots().release(newest);
        }
    }

    @Override
    public void receive(OdbConnection connection, ChangeEvent change) {
        StoredSubscription stored = store.require(connection, name, oid);
        if (stored.position() < position || stored.position() >= change.tid()) {
            throw FeedMessages.moved(name, change.tid(), stored.position());
        }
        stored.moveTo(change.tid());
    }

    @Override
    public void delivered(ChangeEvent change) {
        if (current != null && current.tid() == change.tid()) {
            position = change.tid();
            current = null;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
            wakeups.all();
        }
    }
}

package dev.odb.core.inflow;

import dev.odb.ConflictException;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.Workspace;
import dev.odb.queue.StoredQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A queue as this process knows it: its pages once somebody has sent to it, its tasks once somebody has asked for them.
 * Follows what is published, whoever did it, and looks whenever it is asked for something. All threads may use it.
 */
final class OpenQueue {
    private static final int GROWTHS = 10;

    private final String name;
    private final DatabaseContext database;
    private final QueueWrites writes;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock growth = new ReentrantLock();
    private final Wakeups wakeups = new Wakeups();
    private final PagePool pages = new PagePool();
    /** Null where all stripes are always this process's. */
    private final StripeLeases leases;

    private TaskIndex tasks;
    /** The tid up to which it is known. */
    private long seen;
    /** The last look has failed, and may have noticed a part of what there was. */
    private boolean halfSeen;

    /**
     * Looks at its pages.
     *
     * @param root the oid of the stored queue
     * @param shared whether other servers may take from it, too
     */
    OpenQueue(String name, long root, boolean shared, DatabaseContext database) {
        this.name = name;
        this.database = database;
        this.writes = new QueueWrites(name, database);
        OwnTransaction.read(database, own -> {
            pages.load(own, own.object(root, StoredQueue.class));
            seen = own.snapshotIfFixed();
            return null;
        });
        pages.hold(database.commits()::isPrepared);
        leases = shared ? new StripeLeases(name, pages.stripes(), database.storage()) : null;
    }

    String name() {
        return name;
    }

    QueueWrites writes() {
        return writes;
    }

    Wakeups wakeups() {
        return wakeups;
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something with its tasks as they are published now. */
    <T> T withTasks(Function<TaskIndex, T> what) {
        return locked(() -> {
            catchUp();
            if (tasks == null) {
                tasks = allTasks();
            }
            tasks.releaseDecided(database.commits()::isPrepared);
            return what.apply(tasks);
        });
    }

    /** Whether tasks of that stripe are given out here. */
    boolean has(int stripe) {
        return leases == null || leases.has(stripe);
    }

    /** Takes the stripes that are for this server, and lets go of others; only where there are others. */
    void seeToLeases(boolean consuming) {
        if (leases.look(consuming, this::isIdle)) {
            wakeups.one();
        }
    }

    /** Whether this server has stripes that others may wait for. */
    boolean hasLeases() {
        return leases.hasAny();
    }

    private boolean isIdle(int stripe) {
        return locked(() -> tasks == null || !tasks.isWorkedOn(stripe));
    }

    /** Does something with the tasks that a consumer has claimed; reads nothing, so it cannot fail because of the storage. */
    void withClaimed(Consumer<TaskIndex> what) {
        locked(() -> {
            what.accept(tasks);
            return null;
        });
    }

    private TaskIndex allTasks() {
        TaskIndex index =
                new TaskIndex(leases == null ? StripeOrders.sole() : StripeOrders.shared(pages.stripes(), leases::has));
        OwnTransaction.read(database, own -> {
            for (KnownPage page : pages.all()) {
                // an earlier index may have failed half-way
                page.done = 0;
                fill(own, page, index);
            }
            return null;
        });
        return index;
    }

    /** Looks at what was published since it last did. */
    private void catchUp() {
        long last = database.storage().lastTid();
        if (last == seen) {
            return;
        }
        long[] changed = halfSeen ? null : database.storage().changedBetween(seen, last);
        halfSeen = true;
        List<Long> ours = new ArrayList<>();
        if (changed == null) {
            everything(ours);
        } else {
            for (long oid : changed) {
                if (pages.isStructure(oid) || pages.get(oid) != null || tasks != null && tasks.get(oid) != null) {
                    ours.add(oid);
                }
            }
        }
        if (!ours.isEmpty()) {
            OwnTransaction.read(database, own -> {
                ours.forEach(oid -> changed(own, oid));
                return null;
            });
        }
        seen = last;
        halfSeen = false;
    }

    private void everything(List<Long> oids) {
        oids.addAll(pages.structure());
        pages.all().forEach(page -> oids.add(page.oid));
        if (tasks != null) {
            tasks.all().forEach(task -> oids.add(task.oid));
        }
    }

    private void changed(Workspace own, long oid) {
        if (pages.isStructure(oid)) {
            pages.structureChanged(own, oid).forEach(page -> fill(own, page, tasks));
            return;
        }
        KnownPage page = pages.get(oid);
        if (page != null) {
            fill(own, page, tasks);
        } else if (tasks != null) {
            KnownTask task = tasks.get(oid);
            // it may have gone with its page
            if (task != null) {
                tasks.taskChanged(own, task);
            }
        }
    }

    /** Looks what is in a page; the pool hears of it last, so a failure leaves what is to be looked at again. */
    private void fill(Workspace own, KnownPage page, TaskIndex index) {
        long[] now = PagePool.tasks(own, page.oid);
        if (index != null) {
            index.pageChanged(own, page, now);
        }
        pages.filled(page, now);
    }

    /** Whether the object is one of its pages. Takes no lock: every transaction that loses asks, and the queue may be reading. */
    boolean hasPage(long oid) {
        return pages.get(oid) != null;
    }

    /**
     * A page for a transaction that sends, its own until it gives it back. If all are in use there will be more.
     *
     * @param stripe negative for any
     * @param loan what the transaction gets it for
     */
    KnownPage take(int stripe, Object loan) {
        int grown = Math.max(stripe, 0);
        KnownPage page = free(stripe, loan);
        // others may be quicker to take what was added
        for (int i = 0; page == null && i < GROWTHS && grow(grown); i++) {
            page = free(grown, loan);
        }
        return page == null ? locked(() -> pages.share(grown)) : page;
    }

    private KnownPage free(int stripe, Object loan) {
        return locked(() -> {
            catchUp();
            return stripe < 0
                    ? pages.takeAny(loan, database.commits()::isPrepared)
                    : pages.take(stripe, loan, database.commits()::isPrepared);
        });
    }

    /** Sees to it that the stripe has free pages; false if that cannot be done here and now. */
    private boolean grow(int stripe) {
        growth.lock();
        try {
            boolean enough = locked(() -> {
                catchUp();
                return pages.hasOpen(stripe);
            });
            if (!enough) {
                int more = locked(() -> pages.growth(stripe));
                writes.grow(pages.stripe(stripe), more);
            }
            return true;
        } catch (ConflictException e) {
            // the last attempt of a replay keeps everybody else from committing, this thread as well
            return false;
        } finally {
            growth.unlock();
        }
    }

    /** A transaction has lost these pages, which only a branch in doubt of another server does: they are not taken for a while. */
    void avoid(long[] lost) {
        locked(() -> {
            pages.avoid(lost);
            return null;
        });
    }

    /** Takes a page if nobody uses it. */
    boolean takeUnused(KnownPage page, Object loan) {
        return locked(() -> {
            if (page.holder != null || database.commits().isPrepared(page.oid)) {
                return false;
            }
            pages.hold(page, loan);
            return true;
        });
    }

    /** Gives pages back. */
    void giveBack(Collection<KnownPage> taken, Object loan) {
        locked(() -> {
            for (KnownPage page : taken) {
                if (page.holder == loan) {
                    pages.release(page);
                }
            }
            return null;
        });
    }

    /** The stripe of a key. */
    int stripe(String key) {
        int hash = key.hashCode();
        return Math.floorMod(hash ^ hash >>> 16, pages.stripes());
    }
}

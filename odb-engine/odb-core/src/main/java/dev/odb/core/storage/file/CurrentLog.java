package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.OidSet;
import dev.odb.core.storage.StorageMessages;
import dev.odb.core.storage.local.ChangeRing;
import dev.odb.core.storage.local.Held;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The log in use. A pack puts another one in its place: readers take no lock, and read again in the new one what failed in
 * the old one; whoever appends holds a shared lock until it is durable, so that nothing of it is left for the old one.
 */
final class CurrentLog implements FilePack.Steps {
    private final FileSettings settings;
    private final ChangeRing changes;
    private final ForceCounts forces = new ForceCounts();
    private final ReadWriteLock appending = new ReentrantReadWriteLock();
    private volatile OidSet removing;
    private volatile OpenLog current;

    /**
     * Something that appends.
     *
     * @param <E> how it may fail
     */
    @FunctionalInterface
    interface Appending<T, E extends Exception> {
        /** Does it. */
        T with(CommitPath path) throws E;
    }

    CurrentLog(LogOpener.Opened opened, ChangeRing changes, FileSettings settings) {
        this.settings = settings;
        this.changes = changes;
        current = open(opened.log(), opened.state());
    }

    private OpenLog open(Log log, LogState state) {
        return new OpenLog(log, state, new CommitPath(log, state, changes, settings, forces), new RecordReader(log));
    }

    OpenLog get() {
        return current;
    }

    /** The forced writes of this log and of those before it. */
    ForceCounts forces() {
        return forces;
    }

    /** Reads; runs again what failed because another log has taken the place of the one that was read. */
    <T> T read(Function<OpenLog, T> reading) {
        OpenLog used = current;
        while (true) {
            try {
                return reading.apply(used);
            } catch (RuntimeException e) {
                OpenLog now = current;
                if (now == used) {
                    throw e;
                }
                used = now;
            }
        }
    }

    /** Appends, and waits until that is durable. */
    <T, E extends Exception> T append(Appending<T, E> step) throws E {
        appending.readLock().lock();
        try {
            return step.with(current.path());
        } finally {
            appending.readLock().unlock();
        }
    }

    /** Whether there is the object, and will be after a pack that runs. */
    boolean exists(long oid) {
        // in this order, so that what a pack has removed meanwhile is missing in one of them
        OidSet going = removing;
        return (going == null || !going.contains(oid))
                && read(log -> log.state().index.head(oid)) != null;
    }

    /** The revisions that a transaction wrote, found in a log that may have been packed since. */
    BatchRecords recordsOf(OpenLog found, long tid) {
        return new BatchRecords() {
            @Override
            public <T> T ask(Query<T> query, long position, long oid) {
                return CurrentLog.this.ask(found, query, position, oid, now -> {
                    T again = now.ask(query, oid, tid);
                    if (again == null) {
                        throw StorageMessages.packedMeanwhile(
                                oid, tid, found.log().files().location());
                    }
                    return again;
                });
            }
        };
    }

    /** The same of a prepared branch. */
    BatchRecords recordsOf(OpenLog found, BranchId branch) {
        return new BatchRecords() {
            @Override
            public <T> T ask(Query<T> query, long position, long oid) {
                return CurrentLog.this.ask(found, query, position, oid, now -> {
                    Held<LogState.PreparedRecords> held = now.state().branches.require(branch);
                    return query.of(now.records(), held.content().position(held, oid), oid);
                });
            }
        };
    }

    private <T> T ask(
            OpenLog found, BatchRecords.Query<T> query, long position, long oid, Function<OpenLog, T> inAnother) {
        try {
            return query.of(found.records(), position, oid);
        } catch (RuntimeException e) {
            if (current == found) {
                throw e;
            }
        }
        return read(inAnother);
    }

    @Override
    public void exclusively(FilePack.Step step) throws IOException, DamagedException {
        appending.writeLock().lock();
        try {
            step.run();
        } finally {
            appending.writeLock().unlock();
        }
    }

    @Override
    public void removing(OidSet oids) {
        removing = oids;
    }

    @Override
    public void replace(Log log, LogState state) {
        OpenLog before = current;
        current = open(log, state);
        removing = null;
        before.path().retire();
    }
}

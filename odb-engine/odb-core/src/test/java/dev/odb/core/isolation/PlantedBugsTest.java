package dev.odb.core.isolation;

import static dev.odb.core.isolation.Anomaly.Kind.DIRTY_READ;
import static dev.odb.core.isolation.Anomaly.Kind.G_SINGLE;
import static dev.odb.core.isolation.Anomaly.Kind.LOST_UPDATE;
import static dev.odb.core.isolation.Anomaly.Kind.SERIALS;
import static dev.odb.core.isolation.Anomaly.Kind.VERIFIED_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.object.RootDirectory;
import dev.odb.core.record.ClassCatalog;
import dev.odb.core.storage.Batch;
import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StaleRecordsException;
import dev.odb.core.storage.Write;
import dev.odb.core.transaction.Commits;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Bugs planted below the engine are seen by the checker in what the threads observe. */
class PlantedBugsTest {
    private static final int ROUNDS = 20;
    private static final int TRANSACTIONS = 300;

    @Test
    void rightStorage_showsNothing() throws Exception {
        assertThat(found(new StorageDouble() {}, Set.of())).isEmpty();
    }

    /** The check of two objects is skipped: its second committer wins. */
    @Test
    void skippedStaleCheck_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
                return super.commit(unchecked(batch, victims::contains), appended);
            }
        };
        assertThat(found(wrong, Set.of(LOST_UPDATE))).contains(LOST_UPDATE);
    }

    /** Reads that count are not checked. */
    @Test
    void skippedReadCheck_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
                List<ReadCheck> checks = armed ? List.of() : batch.checks();
                return super.commit(new Batch(batch.writes(), checks, batch.metadata()), appended);
            }
        };
        assertThat(found(wrong, Set.of(VERIFIED_READ))).contains(VERIFIED_READ);
    }

    /** The snapshot lies before the publication of what it contains: later commits slip in. */
    @Test
    void snapshotOfUnpublishedTid_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public long lastTid() {
                return armed ? super.lastTid() + 200_000 * 1024 : super.lastTid();
            }
        };
        assertThat(found(wrong, Set.of(G_SINGLE))).contains(G_SINGLE);
    }

    /** The snapshot is older than what was acknowledged before it was taken. */
    @Test
    void lateSnapshot_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            private volatile long before;
            private volatile long newest;

            @Override
            public long lastTid() {
                long now = super.lastTid();
                if (!armed) {
                    before = 0;
                    return now;
                }
                if (now != newest || before == 0) {
                    before = before == 0 ? now : newest;
                    newest = now;
                }
                return before;
            }
        };
        assertThat(found(wrong, Set.of(G_SINGLE))).contains(G_SINGLE);
    }

    /** A connection is told of the new snapshot but not of two objects that changed. */
    @Test
    void missedInvalidation_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public long[] changedBetween(long after, long upTo) {
                long[] all = super.changedBetween(after, upTo);
                return all != null
                        ? Arrays.stream(all)
                                .filter(oid -> !victims.contains(oid))
                                .toArray()
                        : all;
            }
        };
        assertThat(found(wrong, Set.of(G_SINGLE))).contains(G_SINGLE);
    }

    /** Two objects are read as they are now. */
    @Test
    void readPastTheSnapshot_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public Revision load(long oid, long snapshot) {
                return victims.contains(oid) ? loadAppended(oid) : super.load(oid, snapshot);
            }
        };
        assertThat(found(wrong, Set.of(G_SINGLE))).contains(G_SINGLE);
    }

    /** A commit becomes visible in two halves. */
    @Test
    void tornPublication_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public long commit(Batch batch, LongConsumer appended) throws StaleRecordsException {
                List<Write> early = writes(batch, true);
                List<Write> late = writes(batch, false);
                if (early.isEmpty() || late.isEmpty()) {
                    return super.commit(batch, appended);
                }
                super.commit(new Batch(early, batch.checks(), batch.metadata()), tid -> {});
                Thread.yield();
                Batch rest = new Batch(late, List.of(), batch.metadata());
                return super.commit(rest, appended);
            }
        };
        assertThat(found(wrong, Set.of(SERIALS, G_SINGLE))).contains(SERIALS, G_SINGLE);
    }

    /** A branch that was told to roll back is committed. */
    @Test
    void rollbackThatCommits_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public void rollbackPrepared(BranchId id) {
                if (armed) {
                    super.commitPrepared(id, tid -> {});
                } else {
                    super.rollbackPrepared(id);
                }
            }
        };
        assertThat(found(wrong, Set.of(DIRTY_READ))).contains(DIRTY_READ);
    }

    /** A prepared branch holds nothing: neither in the storage nor in the layer above. */
    @Test
    void skippedLockOfAPreparedBranch_isFound() throws Exception {
        assertThat(found(new LocklessDouble(), Set.of(LOST_UPDATE))).contains(LOST_UPDATE);
    }

    /** A prepared branch loses some of its changes. */
    @Test
    void preparedBranchCommittedInPart_isFound() throws Exception {
        StorageDouble wrong = new StorageDouble() {
            @Override
            public void prepare(BranchId id, Batch batch) throws StaleRecordsException {
                List<Write> kept = writes(batch, false);
                super.prepare(id, kept.isEmpty() ? batch : new Batch(kept, batch.checks(), batch.metadata()));
            }
        };
        assertThat(found(wrong, Set.of(LOST_UPDATE))).contains(LOST_UPDATE);
    }

    private static Set<Anomaly.Kind> found(StorageDouble storage, Set<Anomaly.Kind> enough) throws Exception {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.err.println("PlantedBugsTest seed " + seed + " (odb.test.seed)");
        Set<Anomaly.Kind> found = EnumSet.noneOf(Anomaly.Kind.class);
        try (Engine database = engine(storage);
                Workload workload = new Workload(database, seed)) {
            int rounds = enough.isEmpty() ? 3 : ROUNDS;
            for (int i = 0; i < rounds && (enough.isEmpty() || !found.containsAll(enough)); i++) {
                Workload.Outcome outcome =
                        workload.round(TRANSACTIONS, () -> storage.arm(workload.firstLists()), storage::disarm);
                Checker.check(outcome.history()).forEach(anomaly -> found.add(anomaly.kind()));
            }
        }
        System.err.println("found " + found);
        return found;
    }

    /** The engine has no other way in for a storage of one's own. */
    private static Engine engine(StorageDouble storage) throws Exception {
        OdbConfiguration configuration =
                OdbConfiguration.of("odb:memory:double").withLockWait(Duration.ofMillis(20));
        ClassCatalog catalog = new ClassCatalog(storage);
        Commits commits = new Commits(storage, catalog, configuration.lockWait());
        DatabaseContext context = new DatabaseContext(storage, catalog, commits);
        RootDirectory.createIn(context);
        if (storage instanceof LocklessDouble lockless) {
            lockless.letGo(commits);
        }
        Constructor<Engine> constructor =
                Engine.class.getDeclaredConstructor(OdbConfiguration.class, DatabaseContext.class);
        constructor.setAccessible(true);
        return constructor.newInstance(configuration, context);
    }
}

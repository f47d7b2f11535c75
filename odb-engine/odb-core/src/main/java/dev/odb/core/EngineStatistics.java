package dev.odb.core;

import dev.odb.DatabaseHealth;
import dev.odb.DatabaseStatistics;
import dev.odb.DatabaseStatistics.Conflicts;
import dev.odb.DatabaseStatistics.HotObject;
import dev.odb.DatabaseStatistics.Prepared;
import dev.odb.DatabaseStatistics.RecordCache;
import dev.odb.core.inflow.TaskQueues;
import dev.odb.core.object.DatabaseContext;
import dev.odb.core.record.RecordInfo;
import dev.odb.core.storage.PreparedBranch;
import dev.odb.core.storage.Revision;
import dev.odb.core.storage.StorageHealth;
import dev.odb.core.storage.StorageStatistics;
import dev.odb.core.storage.cache.CachingStorage;
import dev.odb.core.transaction.ConflictCounts;
import dev.odb.core.transaction.FrequentOids;
import dev.odb.core.transaction.TransactionCounts;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Gathers what the layers of a database have counted. All threads may use it. */
final class EngineStatistics {
    private static final int HOT = 16;

    private final DatabaseContext context;
    private final CachingStorage storage;
    private final long maxCacheBytes;
    private final Instant since = Instant.now();

    EngineStatistics(DatabaseContext context, CachingStorage storage, long maxCacheBytes) {
        this.context = context;
        this.storage = storage;
        this.maxCacheBytes = maxCacheBytes;
    }

    DatabaseStatistics take(TaskQueues queues) {
        TransactionCounts transactions = context.commits().counts();
        StorageStatistics stored = storage.statistics();
        return new DatabaseStatistics(
                since,
                transactions.transactions(),
                conflicts(),
                transactions.replays(),
                stored.forces(),
                recordCache(),
                context.counts().memory(),
                stored.size(),
                storage.prepared().stream()
                        .map(branch -> new Prepared(branch.id().toString(), branch.since()))
                        .toList(),
                queues.used());
    }

    private Conflicts conflicts() {
        ConflictCounts counts = context.commits().conflictCounts();
        return new Conflicts(
                counts.lost(),
                counts.merged(),
                Collections.unmodifiableMap(counts.byClass()),
                counts.hot(HOT).stream().map(this::hot).toList());
    }

    private HotObject hot(FrequentOids.Count count) {
        Revision newest = count.oid() < 0 ? null : storage.loadAppended(count.oid());
        String type = newest == null
                ? ""
                : context.catalog().get(RecordInfo.classId(newest.record())).name();
        return new HotObject(count.oid(), type, count.met(), count.error());
    }

    private RecordCache recordCache() {
        long misses = storage.misses();
        // what the engine itself reads counts as a miss only, and transactions tell of their reads a little later
        long hits = Math.max(0, context.counts().lookups() - misses);
        return new RecordCache(
                hits, misses, storage.cache().size(), storage.cache().bytes(), maxCacheBytes);
    }

    DatabaseHealth health() {
        StorageHealth health = storage.health();
        List<PreparedBranch> inDoubt = storage.prepared();
        boolean readOnly = storage.readOnly();
        return new DatabaseHealth(
                true,
                readOnly,
                !readOnly && health.failure() == null,
                health.failure() == null ? "" : health.failure().toString(),
                inDoubt.size(),
                inDoubt.isEmpty() ? null : inDoubt.get(0).since(),
                health.bytesLeft(),
                health.warning());
    }
}

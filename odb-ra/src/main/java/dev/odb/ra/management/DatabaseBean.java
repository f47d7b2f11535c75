package dev.odb.ra.management;

import dev.odb.DatabaseAdministration;
import dev.odb.DatabaseStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Shows a database. A client asks for one attribute after the other, so statistics are kept for a second: one look is
 * consistent, and costs one gathering.
 */
public final class DatabaseBean implements DatabaseMXBean {
    private static final long AGE = Duration.ofSeconds(1).toNanos();

    private final String url;
    private final UUID id;
    private final DatabaseAdministration database;
    private final LongSupplier clock;
    private DatabaseStatistics taken;
    private long takenAt;

    /**
     * Of an open database.
     *
     * @param clock nanoseconds
     */
    public DatabaseBean(String url, UUID id, DatabaseAdministration database, LongSupplier clock) {
        this.url = url;
        this.id = id;
        this.database = database;
        this.clock = clock;
    }

    private synchronized DatabaseStatistics statistics() {
        long now = clock.getAsLong();
        if (taken == null || now - takenAt >= AGE) {
            taken = database.statistics();
            takenAt = now;
        }
        return taken;
    }

    @Override
    public String getUrl() {
        return url;
    }

    @Override
    public String getDatabaseId() {
        return id.toString();
    }

    @Override
    public boolean isUp() {
        return database.health().isUp();
    }

    @Override
    public HealthView getHealth() {
        return new HealthView(database.health());
    }

    @Override
    public String getSince() {
        return statistics().since().toString();
    }

    @Override
    public long getTransactionsBegun() {
        return statistics().transactions().begun();
    }

    @Override
    public long getTransactionsCommitted() {
        return statistics().transactions().committed();
    }

    @Override
    public long getTransactionsReadOnly() {
        return statistics().transactions().readOnly();
    }

    @Override
    public long getTransactionsRolledBack() {
        return statistics().transactions().rolledBack();
    }

    @Override
    public long getTransactionsOfUnknownOutcome() {
        return statistics().transactions().unknown();
    }

    @Override
    public long getConflicts() {
        return statistics().conflicts().lost();
    }

    @Override
    public long getConflictsMerged() {
        return statistics().conflicts().merged();
    }

    @Override
    public Map<String, Long> getConflictsByClass() {
        return statistics().conflicts().byClass();
    }

    @Override
    public List<HotObjectView> getHotObjects() {
        return statistics().conflicts().hot().stream().map(HotObjectView::new).toList();
    }

    @Override
    public long getReplays() {
        return statistics().replays().begun();
    }

    @Override
    public long getReplaysExhausted() {
        return statistics().replays().exhausted();
    }

    @Override
    public long getForces() {
        return statistics().forces().count();
    }

    @Override
    public long getForcedBytes() {
        return statistics().forces().bytes();
    }

    @Override
    public long getForcedCommits() {
        return statistics().forces().commits();
    }

    @Override
    public double getCommitsPerForce() {
        return statistics().forces().commitsPerForce();
    }

    @Override
    public Map<String, Long> getForcesBySize() {
        return statistics().forces().bySize();
    }

    @Override
    public long getRecordCacheHits() {
        return statistics().recordCache().hits();
    }

    @Override
    public long getRecordCacheMisses() {
        return statistics().recordCache().misses();
    }

    @Override
    public long getRecordCacheRecords() {
        return statistics().recordCache().records();
    }

    @Override
    public long getRecordCacheBytes() {
        return statistics().recordCache().bytes();
    }

    @Override
    public long getRecordCacheMaxBytes() {
        return statistics().recordCache().maxBytes();
    }

    @Override
    public long getObjectsInMemory() {
        return statistics().memory().objects();
    }

    @Override
    public long getObjectRecordBytes() {
        return statistics().memory().recordBytes();
    }

    @Override
    public long getLogBytes() {
        return statistics().storage().log();
    }

    @Override
    public long getIndexBytes() {
        return statistics().storage().index();
    }

    @Override
    public long getBlobBytes() {
        return statistics().storage().blobs();
    }

    @Override
    public List<PreparedBranchView> getPreparedBranches() {
        Instant now = Instant.now();
        return statistics().prepared().stream()
                .map(branch -> new PreparedBranchView(branch, now))
                .toList();
    }

    @Override
    public List<TaskQueueView> getTaskQueues() {
        Instant now = Instant.now();
        return statistics().queues().stream()
                .map(queue -> new TaskQueueView(queue, now))
                .toList();
    }
}

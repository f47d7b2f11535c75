package dev.odb.ra.management;

import java.util.List;
import java.util.Map;

/**
 * What JMX shows of an open database. The page docs/reference/monitoring.md says what each attribute means; counts are those
 * of {@link dev.odb.DatabaseStatistics}, not older than a second. Any thread.
 */
public interface DatabaseMXBean {
    String getUrl();

    String getDatabaseId();

    boolean isUp();

    HealthView getHealth();

    String getSince();

    long getTransactionsBegun();

    long getTransactionsCommitted();

    long getTransactionsReadOnly();

    long getTransactionsRolledBack();

    long getTransactionsOfUnknownOutcome();

    long getConflicts();

    long getConflictsMerged();

    Map<String, Long> getConflictsByClass();

    List<HotObjectView> getHotObjects();

    long getReplays();

    long getReplaysExhausted();

    long getForces();

    long getForcedBytes();

    long getForcedCommits();

    double getCommitsPerForce();

    Map<String, Long> getForcesBySize();

    long getRecordCacheHits();

    long getRecordCacheMisses();

    long getRecordCacheRecords();

    long getRecordCacheBytes();

    long getRecordCacheMaxBytes();

    long getObjectsInMemory();

    long getObjectRecordBytes();

    long getLogBytes();

    long getIndexBytes();

    long getBlobBytes();

    List<PreparedBranchView> getPreparedBranches();

    List<TaskQueueView> getTaskQueues();
}

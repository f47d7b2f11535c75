package dev.odb.core.storage;

import java.time.Instant;

/**
 * A branch in doubt: durable, decided by nobody yet.
 *
 * @param id its name
 * @param batch what it will commit
 * @param since when it was prepared
 */
public record PreparedBranch(BranchId id, Batch batch, Instant since) {}

package dev.odb.core.transaction;

import java.util.Set;

/**
 * A published commit.
 *
 * @param tid its tid
 * @param resolved the oids whose stored state is a merge, not what the transaction has in memory
 */
public record CommitResult(long tid, Set<Long> resolved) {}

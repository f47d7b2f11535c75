package dev.odb.core.storage;

import java.time.Instant;

/**
 * What an administrator has decided by hand of a branch that was in doubt: a heuristic decision. It is kept until the
 * transaction manager, or the administrator, says that it may be forgotten.
 *
 * @param id the branch's name
 * @param committed or rolled back
 * @param tid the commit's, else 0
 * @param since when the branch was prepared
 * @param decided when it was decided
 */
public record HeuristicDecision(BranchId id, boolean committed, long tid, Instant since, Instant decided) {}

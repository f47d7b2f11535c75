package dev.odb.core.storage.file;

import dev.odb.core.storage.HeuristicDecision;
import java.util.List;

/**
 * What the log means up to a position, but for the index and the classes, of which a newer state does as well.
 *
 * @param position the end of the log at that moment
 * @param lastTid the newest tid
 * @param oidEnd no oid from here on was given out or written
 * @param packedTid the newest transaction that was packed, or 0
 * @param marks of the decisions
 * @param undecided the positions of the batches of branches without a decision, in the order of the log
 * @param byHand the branches that were decided by hand and not forgotten
 */
record LogCut(
        long position,
        long lastTid,
        long oidEnd,
        long packedTid,
        DecisionMarks.Cut marks,
        long[] undecided,
        List<HeuristicDecision> byHand) {}

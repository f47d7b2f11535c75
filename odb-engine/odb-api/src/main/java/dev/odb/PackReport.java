package dev.odb;

import java.time.Instant;
import java.util.List;

/**
 * What a pack has done, or as a dry run would have done.
 *
 * @param asked the instant it was asked for
 * @param effective the instant it packed to: the asked one, or an earlier one that somebody still reads
 * @param effectiveTid the newest transaction that was packed; the past can be read from its state on. 0 if there is none
 * @param reason why the effective instant is earlier than the asked one, or why there was nothing to do; else empty
 * @param passedOver the names of the subscriptions that had not heard of all that was packed; see {@link
 *     PackOptions#unheardKept}
 * @param dryRun whether nothing was changed
 * @param before what there was
 * @param after what there is; what others committed meanwhile is part of it
 */
public record PackReport(
        Instant asked,
        Instant effective,
        long effectiveTid,
        String reason,
        List<String> passedOver,
        boolean dryRun,
        Contents before,
        Contents after) {
    /**
     * What a database holds. Both of a report's are taken at the same moment.
     *
     * @param bytes that it takes, as near as the storage can tell
     * @param objects with at least one revision
     * @param revisions of all objects
     * @param transactions that can be iterated over
     */
    public record Contents(long bytes, long objects, long revisions, long transactions) {}

    /** The objects that no root reached at the pack time and nothing written since refers to: they are gone. */
    public long unreachableObjects() {
        return before.objects - after.objects;
    }

    /** Revisions that are gone, those of unreachable objects among them. */
    public long removedRevisions() {
        return before.revisions - after.revisions;
    }

    /** Transactions of which nothing is left. */
    public long removedTransactions() {
        return before.transactions - after.transactions;
    }
}

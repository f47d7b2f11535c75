package dev.odb.core.storage.file;

import dev.odb.core.storage.BranchId;
import dev.odb.core.storage.HeuristicDecision;
import dev.odb.core.storage.ReadCheck;
import dev.odb.core.storage.TransactionMetadata;
import java.time.Instant;
import java.util.List;

/** What a group holds, as read. */
sealed interface Entry {
    /**
     * Records that a decision makes current.
     *
     * @param position the entry's own
     * @param branch its name, or null if it was committed in one phase
     * @param time when it was written
     * @param metadata about the transaction
     * @param checks what it verified
     * @param oids the objects written
     * @param serials for each the serial it replaced
     * @param positions for each its record
     */
    record BatchEntry(
            long position,
            BranchId branch,
            Instant time,
            TransactionMetadata metadata,
            List<ReadCheck> checks,
            long[] oids,
            long[] serials,
            long[] positions)
            implements Entry {}

    /**
     * Records of a batch that is too large for one group; they mean nothing unless a batch names the last of its parts.
     *
     * @param position the entry's own
     * @param previous the part before, or 0
     * @param oids the objects written
     * @param serials for each the serial it replaced
     * @param positions for each its record
     */
    record PartEntry(long position, long previous, long[] oids, long[] serials, long[] positions) implements Entry {}

    /**
     * A batch's fate.
     *
     * @param committed or rolled back
     * @param tid the commit's, else 0
     * @param batch the batch's position
     * @param branch its name, or null
     */
    record DecisionEntry(boolean committed, long tid, long batch, BranchId branch) implements Entry {}

    /**
     * A class description.
     *
     * @param id its id
     * @param description its bytes
     */
    record ClassEntry(int id, byte[] description) implements Entry {}

    /**
     * Oids were reserved.
     *
     * @param end the first that was not
     */
    record OidsEntry(long end) implements Entry {}

    /**
     * The log was packed.
     *
     * @param tid the newest transaction that was
     */
    record PackedEntry(long tid) implements Entry {}

    /**
     * A branch was decided by hand; its fate itself is in the decision before it, if that has not been packed.
     *
     * @param decision what was decided
     */
    record ByHandEntry(HeuristicDecision decision) implements Entry {}

    /**
     * That may be forgotten.
     *
     * @param branch its name
     */
    record ForgottenEntry(BranchId branch) implements Entry {}
}

package dev.odb.core.storage.file;

import java.util.List;
import java.util.UUID;

/**
 * What was salvaged.
 *
 * @param transactions in the new folder
 * @param objects in the new folder
 * @param revisions in the new folder
 * @param branchesInDoubt in the new folder, under their names
 * @param decidedByHand branches of which the new folder knows that an administrator has decided them
 * @param blobs the contents of blobs in the new folder
 * @param lastTid the newest transaction there
 * @param database its id: that of the damaged one, unless that cannot be made out, which is one of the findings
 * @param lost what was found damaged, and what could not be salvaged
 */
public record RecoverReport(
        long transactions,
        long objects,
        long revisions,
        long branchesInDoubt,
        long decidedByHand,
        long blobs,
        long lastTid,
        UUID database,
        List<Finding> lost) {
    /** Copies the list. */
    public RecoverReport {
        lost = List.copyOf(lost);
    }

    /** Whether nothing was damaged. */
    public boolean complete() {
        return lost.stream().noneMatch(Finding::damage);
    }
}

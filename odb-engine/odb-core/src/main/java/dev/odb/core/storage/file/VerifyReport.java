package dev.odb.core.storage.file;

import java.util.List;
import java.util.UUID;

/**
 * What stands in the files of a database.
 *
 * @param database its id; null if it cannot be made out
 * @param lastTid the newest transaction that can be read
 * @param transactions that can be read
 * @param objects with a revision that can be read
 * @param revisions that can be read
 * @param branchesInDoubt prepared and not decided
 * @param decidedByHand branches that an administrator has decided and nobody has forgotten
 * @param bytes of all log segments
 * @param findings in the order in which they were found
 */
public record VerifyReport(
        UUID database,
        long lastTid,
        long transactions,
        long objects,
        long revisions,
        long branchesInDoubt,
        long decidedByHand,
        long bytes,
        List<Finding> findings) {
    /** Copies the list. */
    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is damaged. */
    public boolean sound() {
        return findings.stream().noneMatch(Finding::damage);
    }
}

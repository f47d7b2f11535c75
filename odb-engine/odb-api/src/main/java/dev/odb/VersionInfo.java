package dev.odb;

import java.time.Instant;
import java.util.List;

/**
 * A version: a workspace in the database whose changes only those see who use it.
 *
 * @param name its name
 * @param owner the user who began it, empty if unknown
 * @param begun when it began
 * @param lastChange when something was last written in it; when it began if nothing was
 * @param objects how many objects it holds, changed and made in it or only locked
 * @param bytes of their records in it
 * @param locks the locks on objects in it, in the order of their oids
 */
public record VersionInfo(
        String name,
        String owner,
        Instant begun,
        Instant lastChange,
        long objects,
        long bytes,
        List<VersionLock> locks) {
    /** Copies the list. */
    public VersionInfo {
        locks = List.copyOf(locks);
    }
}

package dev.odb;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a database can be used, at one moment. Cheap enough to be asked every second. Immutable.
 *
 * @param open whether it is open
 * @param readOnly whether it was opened to be read only
 * @param acceptingWrites whether it takes commits: not if it is closed or read-only, nor after a failed forced write until
 *     it is opened again
 * @param failure what made it stop taking commits, or empty
 * @param branchesInDoubt how many branches are prepared and not decided; some, for moments, while transactions with other
 *     resources commit
 * @param oldestInDoubt when the oldest of them was prepared, or null
 * @param bytesLeft how much room there is on the disk, -1 if it is not on one or that cannot be found out
 * @param warning what an administrator should see to though the database works, or empty
 */
public record DatabaseHealth(
        boolean open,
        boolean readOnly,
        boolean acceptingWrites,
        String failure,
        int branchesInDoubt,
        Instant oldestInDoubt,
        long bytesLeft,
        String warning) {
    /** What is missing is an error. */
    public DatabaseHealth {
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(warning, "warning");
    }

    /** That of a closed one. */
    public static DatabaseHealth closed(boolean readOnly) {
        return new DatabaseHealth(false, readOnly, false, "", 0, null, -1, "");
    }

    /** Whether it does what it was opened for: it is open and, unless it is read-only, takes commits. */
    public boolean isUp() {
        return open && (readOnly || acceptingWrites);
    }
}

package dev.odb.core.version;

import java.time.Instant;

/**
 * A lock on an object in a version.
 *
 * @param owner who took it, empty if unknown
 * @param since when
 * @param until from when on it keeps nobody out who finds the object unchanged; null for never
 */
public record StoredLock(String owner, Instant since, Instant until) {
    /** Whether it keeps others out. */
    public boolean isHeld(Instant now) {
        return until == null || now.isBefore(until);
    }
}

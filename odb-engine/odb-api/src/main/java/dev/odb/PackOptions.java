package dev.odb;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a pack is asked to do.
 *
 * @param before what was no longer current at this instant may go; in the future means now
 * @param dryRun only count what would go
 * @param keepUnreachable drop old revisions only, and keep objects that no root reaches; for a database whose objects are
 *     referred to from elsewhere
 * @param listener told of progress, and asked whether to go on
 */
public record PackOptions(Instant before, boolean dryRun, boolean keepUnreachable, PackListener listener) {
    /** Checks that nothing is null. */
    public PackOptions {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(listener, "listener");
    }

    /** Forgets what was no longer current at the instant. */
    public static PackOptions before(Instant instant) {
        return new PackOptions(instant, false, false, progress -> true);
    }

    /** Keeps the past of so long until now: thirty days, for example. */
    public static PackOptions keeping(Duration past) {
        if (past.isNegative()) {
            throw new IllegalArgumentException("The past to keep must not be negative: " + past);
        }
        return before(Instant.now().minus(past));
    }

    /** The same as a dry run. */
    public PackOptions asDryRun() {
        return new PackOptions(before, true, keepUnreachable, listener);
    }

    /** The same, keeping what no root reaches. */
    public PackOptions withUnreachableKept() {
        return new PackOptions(before, dryRun, true, listener);
    }

    /** The same with a listener. */
    public PackOptions withListener(PackListener value) {
        return new PackOptions(before, dryRun, keepUnreachable, value);
    }
}

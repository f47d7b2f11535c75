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
 * @param unheardKept for how long transactions are kept, whatever is asked, for a durable subscription that has not heard of
 *     them; 90 days if nothing is said. One that is further behind misses some, and is told of it
 * @param auditTrail whether {@link DatabaseAdministration#audit} goes on to know of the transactions that it drops; if nothing is
 *     said, as the pack before
 * @param listener told of progress, and asked whether to go on
 */
public record PackOptions(
        Instant before,
        boolean dryRun,
        boolean keepUnreachable,
        Duration unheardKept,
        AuditTrail auditTrail,
        PackListener listener) {
    private static final Duration UNHEARD_KEPT = Duration.ofDays(90);

    /** Checks that nothing is null, and no duration negative. */
    public PackOptions {
        Objects.requireNonNull(before, "before");
        requireNotNegative(unheardKept);
        Objects.requireNonNull(auditTrail, "auditTrail");
        Objects.requireNonNull(listener, "listener");
    }

    /** Forgets what was no longer current at the instant. */
    public static PackOptions before(Instant instant) {
        return new PackOptions(instant, false, false, UNHEARD_KEPT, AuditTrail.IF_THERE, progress -> true);
    }

    /** Keeps the past of so long until now: thirty days, for example. */
    public static PackOptions keeping(Duration past) {
        requireNotNegative(past);
        return before(Instant.now().minus(past));
    }

    private static void requireNotNegative(Duration past) {
        if (past.isNegative()) {
            throw new IllegalArgumentException("The past to keep must not be negative: " + past);
        }
    }

    /** The same as a dry run. */
    public PackOptions asDryRun() {
        return new PackOptions(before, true, keepUnreachable, unheardKept, auditTrail, listener);
    }

    /** The same, keeping what no root reaches. */
    public PackOptions withUnreachableKept() {
        return new PackOptions(before, dryRun, true, unheardKept, auditTrail, listener);
    }

    /** The same, keeping for so long what a durable subscription has not heard of; zero to keep nothing for that. */
    public PackOptions withUnheardKept(Duration value) {
        return new PackOptions(before, dryRun, keepUnreachable, value, auditTrail, listener);
    }

    /** The same, keeping the audit trail or not. */
    public PackOptions withAuditTrail(AuditTrail value) {
        return new PackOptions(before, dryRun, keepUnreachable, unheardKept, value, listener);
    }

    /** The same with a listener. */
    public PackOptions withListener(PackListener value) {
        return new PackOptions(before, dryRun, keepUnreachable, unheardKept, auditTrail, value);
    }
}

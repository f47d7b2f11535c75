package dev.odb;

/**
 * How far a pack is.
 *
 * @param phase what it is doing
 * @param done how much of it is done, in units of its own
 * @param total how much there is to do, as far as is known: writers may add to it
 */
public record PackProgress(Phase phase, long done, long total) {
    /** The parts of a pack, in their order. */
    public enum Phase {
        /** Writes down who changed what when of what it is about to drop, if that is {@linkplain AuditTrail kept}. */
        TRAIL,
        /** Reads what was stored, for what was current at the pack time. */
        READ,
        /** Follows references from the roots. */
        FOLLOW,
        /** Writes, or in a dry run counts, what stays. */
        KEEP
    }
}

package dev.odb.core.storage;

/**
 * What a storage is to pack.
 *
 * @param upTo the pack time: a tid, published; nobody will read snapshots below it any more
 * @param dryRun only count
 * @param keepUnreachable drop old revisions only
 * @param references reads what records refer to
 * @param monitor hears of progress and may end the pack
 * @param seal runs the step it is given, in which the storage decides what goes, while no commit is under way. A commit
 *     after it must not write or refer to what {@link Storage#exists} says is gone
 */
public record PackRequest(
        long upTo, boolean dryRun, boolean keepUnreachable, References references, PackMonitor monitor, Seal seal) {
    /** Keeps commits away from a step. */
    @FunctionalInterface
    public interface Seal {
        /** Runs the step. */
        void during(Runnable step);
    }

    /** The same, to count what there is: nothing goes. */
    public PackRequest onlyCounting() {
        return new PackRequest(upTo, true, true, references, monitor, seal);
    }
}

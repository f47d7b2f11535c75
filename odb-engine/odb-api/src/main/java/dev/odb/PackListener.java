package dev.odb;

/** Hears of a pack's progress; called on the thread that packs, several times a second at most for each phase's work. */
@FunctionalInterface
public interface PackListener {
    /**
     * So much is done.
     *
     * @return whether to go on; false ends the pack with {@link PackException}, and nothing has changed. Not asked any
     *     more when the pack takes effect
     */
    boolean progress(PackProgress progress);
}

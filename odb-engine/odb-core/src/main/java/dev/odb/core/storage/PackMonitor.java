package dev.odb.core.storage;

import dev.odb.PackProgress.Phase;

/** Hears of a pack's progress. */
@FunctionalInterface
public interface PackMonitor {
    /**
     * So much of the phase is done; called now and then.
     *
     * @throws java.util.concurrent.CancellationException to end the pack; nothing has changed
     */
    void progress(Phase phase, long done, long total);
}

package dev.odb.core.storage.file;

import java.util.concurrent.CancellationException;

/** Counts what a backup or a restore is through with and tells its listener now and then. One thread. */
final class BackupProgress {
    private static final long STEP = 1 << 20;

    private final BackupListener listener;
    private BackupListener.Phase phase;
    private long total;
    private long done;
    private long told;

    BackupProgress(BackupListener listener) {
        this.listener = listener;
    }

    /** Begins a phase with so much to do; less than nothing if that is not known. */
    void begin(BackupListener.Phase next, long expected) {
        phase = next;
        total = expected;
        done = 0;
        tell();
    }

    /** So many bytes more are done. */
    void add(long bytes) {
        done += bytes;
        if (done - told >= STEP) {
            tell();
        }
    }

    /** The phase is over. */
    void end() {
        // the total was an estimate in which headers and room were not told apart
        done = total > 0 ? total : done;
        tell();
    }

    private void tell() {
        told = done;
        if (!listener.progress(phase, done, total)) {
            throw new CancellationException("the listener said so");
        }
    }
}

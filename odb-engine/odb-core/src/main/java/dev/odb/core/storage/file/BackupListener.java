package dev.odb.core.storage.file;

/** Is told how far a backup, its check or a restore is, from the thread that runs it. */
@FunctionalInterface
public interface BackupListener {
    /** The parts of it. */
    enum Phase {
        /** Compares what is there with what the database has. */
        COMPARE,
        /** Copies the log. */
        COPY,
        /** Copies or reads contents of blobs. */
        CONTENTS,
        /** Reads again what was written. */
        VERIFY
    }

    /**
     * So much is done.
     *
     * @param phase of what
     * @param done bytes
     * @param total bytes, as far as is known; negative if it is not
     * @return whether to go on; otherwise it ends with a {@link java.util.concurrent.CancellationException} and leaves what
     *     was there before
     */
    boolean progress(Phase phase, long done, long total);
}

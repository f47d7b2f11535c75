package dev.odb.core.storage.file;

/** Hears how far a long operation is. May be called from any thread of it. */
@FunctionalInterface
public interface CheckProgress {
    /** Nobody wants to know. */
    CheckProgress NONE = (done, total) -> {};

    /**
     * So far.
     *
     * @param done bytes
     * @param total bytes, about
     */
    void at(long done, long total);
}

package dev.odb.core.storage;

/** What this process reads, asked by a storage that other processes pack as well. All threads may ask. */
@FunctionalInterface
public interface LiveSnapshots {
    /**
     * A tid below which nobody here reads, and nobody will, unless {@link Storage#announcePast} was asked after he was counted.
     */
    long oldest();
}

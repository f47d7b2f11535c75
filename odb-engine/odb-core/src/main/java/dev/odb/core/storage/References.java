package dev.odb.core.storage;

/** Knows records, which are opaque to a storage, well enough to say what they refer to. */
@FunctionalInterface
public interface References {
    /**
     * The oids that keep their objects alive; weak references are not among them.
     *
     * @throws dev.odb.CorruptStorageException if these bytes are no record
     */
    long[] of(byte[] record);
}

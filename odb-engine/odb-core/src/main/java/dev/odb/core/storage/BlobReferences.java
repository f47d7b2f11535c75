package dev.odb.core.storage;

import java.util.UUID;

/** Knows records, which are opaque to a storage, well enough to say which content of a blob one names. */
@FunctionalInterface
public interface BlobReferences {
    /**
     * What the record names, or null if it is no blob's or that of an empty one.
     *
     * @throws dev.odb.CorruptStorageException if these bytes are no record
     */
    Named of(byte[] record);

    /**
     * A content as a record names it.
     *
     * @param id its id
     * @param length in bytes
     * @param checksum CRC32C
     */
    record Named(UUID id, long length, int checksum) {}
}

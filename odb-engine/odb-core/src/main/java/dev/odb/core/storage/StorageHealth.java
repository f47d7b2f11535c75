package dev.odb.core.storage;

/**
 * Whether a storage can be written to.
 *
 * @param failure what made it refuse every write until it is opened again, or null
 * @param bytesLeft how much room there is, -1 if it cannot tell
 */
public record StorageHealth(Throwable failure, long bytesLeft) {}

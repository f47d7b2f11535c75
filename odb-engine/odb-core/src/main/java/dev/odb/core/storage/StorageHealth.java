package dev.odb.core.storage;

/**
 * Whether a storage can be written to.
 *
 * @param failure what made it refuse every write until it is opened again, or null
 * @param bytesLeft how much room there is, -1 if it cannot tell
 * @param warning what an administrator should see to though it can be written to, or empty
 */
public record StorageHealth(Throwable failure, long bytesLeft, String warning) {
    /** Without a warning. */
    public StorageHealth(Throwable failure, long bytesLeft) {
        this(failure, bytesLeft, "");
    }
}

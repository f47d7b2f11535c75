package dev.odb.spi;

import dev.odb.Blob;
import java.util.UUID;

/** The engine's way to what a blob does not show. {@link Blob} provides it when it is initialized. */
public abstract class BlobAccess {
    private static volatile BlobAccess provided;

    /** Made by {@link Blob}. */
    protected BlobAccess() {}

    /** Called once, by {@link Blob}. */
    public static void provide(BlobAccess access) {
        provided = access;
    }

    /** The access; a blob exists already. */
    public static BlobAccess get() {
        return provided;
    }

    /** The content that was written last and that no commit has taken over; or null. */
    public abstract BlobDraft draft(Blob blob);

    /** Whether a stream that writes the blob is open. */
    public abstract boolean isWritten(Blob blob);

    /** Which content the blob has; its state must be in memory. */
    public abstract UUID content(Blob blob);

    /** Gives an unsaved blob back what was written for it. */
    public abstract void draft(Blob blob, BlobDraft draft);
}

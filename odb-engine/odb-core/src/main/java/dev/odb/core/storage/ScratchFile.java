package dev.odb.core.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file for the time of one transaction: readable by this process's owner only, never forced, gone at {@link #close}.
 * For one thread at a time; a thread's interruption disturbs nothing.
 */
public interface ScratchFile extends Closeable {
    /** Writes all of the buffer. After an exception any part of it may have been written. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Fills the buffer's rest with what was written at the position; an {@link IOException} if less was. */
    void read(ByteBuffer target, long position) throws IOException;
}

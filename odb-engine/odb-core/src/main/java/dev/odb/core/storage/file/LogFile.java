package dev.odb.core.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file, read and written at positions, from any thread. A thread's interruption disturbs nothing. */
interface LogFile extends Closeable {
    /** Reads at most what the buffer takes, perhaps less; -1 at the end of the file. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all of the buffer. After an exception any part of it may have been written. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Makes everything written before the call durable. After an exception nothing is known of these writes. */
    void force() throws IOException;

    /** The length. */
    long size() throws IOException;
}

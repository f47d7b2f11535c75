package dev.odb.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that can keep the issues. All threads may use it between {@link #open} and {@link #close}, but for {@link
 * #load} and {@link #hotPass}. What one cannot do throws {@link UnsupportedOperationException}, and its cell stays empty.
 */
public interface Contestant extends AutoCloseable {
    /** As in the table. */
    String name();

    /** How it makes commits durable, and other settings that matter; for the report. */
    String settings();

    /** Makes the place empty that it has for what it would keep in that folder. */
    default void recreate(Path folder) throws Exception {
        Benchmark.recreate(folder);
    }

    /** Opens or makes the database in a folder that it has for itself. */
    void open(Path folder) throws Exception;

    /** Stores new issues in one durable transaction. */
    void load(List<IssueText> issues) throws Exception;

    /** Outside of the time, after everything was loaded. */
    default void loaded(Path folder) throws Exception {}

    /** Changes an issue's status in one durable transaction. */
    void setStatus(int issue, int status) throws Exception;

    /** Reads an issue with its author and comments in a transaction of its own; the checksum. */
    long read(int issue) throws Exception;

    /** Reads those issues in one transaction; the sum of their checksums. */
    long readAll(int[] issues) throws Exception;

    /** Touches title and status of all loaded issues in memory, in one connection that stays; the number of issues. */
    default long hotPass() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Adds one to a counter that everybody uses, in one durable transaction. */
    default void increment() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** The counter. */
    default long counter() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** How often {@link #setStatus} was tried, by whoever tries again when it has lost to another thread. */
    default long attempts() {
        throw new UnsupportedOperationException();
    }

    /** Whether opening brings everything into memory, so that it is a part of reading in a new process. */
    default boolean readsAtOpen() {
        return false;
    }

    @Override
    void close() throws IOException;
}

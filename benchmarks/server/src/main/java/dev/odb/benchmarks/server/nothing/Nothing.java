package dev.odb.benchmarks.server.nothing;

/** The handle: a connection to nothing. */
public interface Nothing extends AutoCloseable {
    /** Does nothing, as a part of the transaction. */
    void work();

    @Override
    void close();
}

package dev.odb.tests.server.idle;

/** A handle. */
public final class IdleConnection implements AutoCloseable {
    private final IdleManagedConnection connection;

    IdleConnection(IdleManagedConnection connection) {
        this.connection = connection;
    }

    @Override
    public void close() {
        connection.closed(this);
    }
}

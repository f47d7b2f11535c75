package dev.odb.benchmarks.server.nothing;

import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/** What the server pools. */
public class NothingManagedConnection implements ManagedConnection {
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final XAResource resource;
    private PrintWriter log;

    NothingManagedConnection(String name) {
        resource = new NothingXaResource(name);
    }

    /** What the application holds. */
    public static class Handle implements Nothing {
        private final NothingManagedConnection connection;

        Handle(NothingManagedConnection connection) {
            this.connection = connection;
        }

        @Override
        public void work() {}

        @Override
        public void close() {
            connection.closed(this);
        }
    }

    private void closed(Handle handle) {
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        for (ConnectionEventListener listener : listeners) {
            listener.connectionClosed(event);
        }
    }

    @Override
    public Object getConnection(Subject subject, ConnectionRequestInfo info) {
        return new Handle(this);
    }

    @Override
    public void destroy() {}

    @Override
    public void cleanup() {}

    @Override
    public void associateConnection(Object handle) throws NotSupportedException {
        throw new NotSupportedException("handles stay with their connection");
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public LocalTransaction getLocalTransaction() throws NotSupportedException {
        throw new NotSupportedException("XA only");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter log) {
        this.log = log;
    }

    @Override
    public PrintWriter getLogWriter() {
        return log;
    }
}

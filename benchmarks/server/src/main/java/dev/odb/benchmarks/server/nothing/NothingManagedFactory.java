package dev.odb.benchmarks.server.nothing;

import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;

/** A connection definition; those of different names are different resource managers. */
@ConnectionDefinition(
        connectionFactory = NothingFactory.class,
        connectionFactoryImpl = NothingFactoryImpl.class,
        connection = Nothing.class,
        connectionImpl = NothingManagedConnection.Handle.class)
public class NothingManagedFactory implements ManagedConnectionFactory {
    private static final long serialVersionUID = 1;

    @ConfigProperty(defaultValue = "nothing")
    private String name = "nothing";

    private transient PrintWriter log;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    @Override
    public Object createConnectionFactory(ConnectionManager pool) {
        return new NothingFactoryImpl(this, pool);
    }

    @Override
    public Object createConnectionFactory() {
        throw new UnsupportedOperationException("only with a server's pool");
    }

    @Override
    public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
        return new NothingManagedConnection(name);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public ManagedConnection matchManagedConnections(Set candidates, Subject subject, ConnectionRequestInfo info) {
        return candidates.isEmpty()
                ? null
                : (ManagedConnection) candidates.iterator().next();
    }

    @Override
    public void setLogWriter(PrintWriter log) {
        this.log = log;
    }

    @Override
    public PrintWriter getLogWriter() {
        return log;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NothingManagedFactory that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}

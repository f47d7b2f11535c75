package dev.odb.tests.server.idle;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.io.Serializable;
import javax.naming.Reference;

/** What the server binds in JNDI. */
public final class IdleConnectionFactory implements Serializable, jakarta.resource.Referenceable {
    private static final long serialVersionUID = 1;

    private final ManagedConnectionFactory definition;
    private final ConnectionManager manager;
    private Reference reference;

    IdleConnectionFactory(ManagedConnectionFactory definition, ConnectionManager manager) {
        this.definition = definition;
        this.manager = manager;
    }

    /** A connection that does nothing and takes part in the transaction. */
    public IdleConnection getConnection() throws ResourceException {
        return (IdleConnection) manager.allocateConnection(definition, null);
    }

    @Override
    public Reference getReference() {
        return reference;
    }

    @Override
    public void setReference(Reference given) {
        reference = given;
    }
}

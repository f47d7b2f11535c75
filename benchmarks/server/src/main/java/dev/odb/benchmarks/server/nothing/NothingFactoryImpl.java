package dev.odb.benchmarks.server.nothing;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;

/** Takes its connections from the server's pool. */
public class NothingFactoryImpl implements NothingFactory {
    private static final long serialVersionUID = 1;

    private final NothingManagedFactory managed;
    private final transient ConnectionManager pool;
    private Reference reference;

    NothingFactoryImpl(NothingManagedFactory managed, ConnectionManager pool) {
        this.managed = managed;
        this.pool = pool;
    }

    @Override
    public Nothing getConnection() throws ResourceException {
        return (Nothing) pool.allocateConnection(managed, null);
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() {
        return reference;
    }
}

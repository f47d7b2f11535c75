package dev.odb.tests.server.idle;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.resource.ResourceException;

/** A session bean that does nothing in a transaction. */
@Stateless
public class IdleEjb {
    @Resource(lookup = "java:/idle/connections")
    private IdleConnectionFactory factory;

    public void work() throws ResourceException {
        factory.getConnection().close();
    }
}

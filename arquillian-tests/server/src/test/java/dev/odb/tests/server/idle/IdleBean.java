package dev.odb.tests.server.idle;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.resource.ResourceException;
import jakarta.transaction.Transactional;

/** A CDI bean that does nothing in a transaction. */
@ApplicationScoped
public class IdleBean {
    @Resource(lookup = "java:/idle/connections")
    private IdleConnectionFactory factory;

    @Transactional
    public void work() throws ResourceException {
        factory.getConnection().close();
    }
}

package dev.odb.tests.server.idle;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A session bean that does nothing in a transaction. */
@Stateless
public class IdleEjb {
    @Resource(lookup = "java:/idle/connections")
    private IdleConnectionFactory factory;

    /** The server's own resources are there for it, too: some remember who used them first. */
    @Resource(lookup = "java:/jdbc/audit")
    private DataSource source;

    public void work() throws ResourceException {
        factory.getConnection().close();
        try {
            source.getConnection().close();
        } catch (SQLException e) {
            throw new ResourceException(e);
        }
    }
}

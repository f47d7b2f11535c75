package dev.odb.tests.crash.inside;

import dev.odb.OdbConnectionFactory;
import dev.odb.ra.OdbManagedConnectionFactory;
import dev.odb.ra.OdbResourceAdapter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LazyEnlistableConnectionManager;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.lang.reflect.Proxy;
import javax.transaction.xa.XAResource;

/** The resource adapter without a server. Connections are not pooled: each handle has one of its own. */
final class PlainAdapter {
    private static final String NAME = "odb";

    private final OdbResourceAdapter adapter = new OdbResourceAdapter();
    final OdbConnectionFactory factory;

    PlainAdapter(String url, PlainTransactions transactions) throws ResourceException {
        adapter.start((BootstrapContext) Proxy.newProxyInstance(
                PlainAdapter.class.getClassLoader(),
                new Class<?>[] {BootstrapContext.class},
                (proxy, method, arguments) -> method.getName().equals("getTransactionSynchronizationRegistry")
                        ? transactions.registry()
                        : null));
        OdbManagedConnectionFactory definition = new OdbManagedConnectionFactory();
        definition.setResourceAdapter(adapter);
        definition.setUrl(url);
        factory = (OdbConnectionFactory) definition.createConnectionFactory(new Enlisting(transactions));
    }

    XAResource recoverable() {
        return new NamedResource(NAME, adapter.getXAResources(null)[0]);
    }

    private static final class Enlisting implements ConnectionManager, LazyEnlistableConnectionManager {
        private static final long serialVersionUID = 1;

        private final transient PlainTransactions transactions;

        Enlisting(PlainTransactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public Object allocateConnection(ManagedConnectionFactory definition, ConnectionRequestInfo info)
                throws ResourceException {
            return definition.createManagedConnection(null, info).getConnection(null, info);
        }

        @Override
        public void lazyEnlist(ManagedConnection connection) throws ResourceException {
            try {
                transactions.enlist(NAME, connection.getXAResource(), connection::destroy);
            } catch (Exception e) {
                throw new ResourceException(e);
            }
        }
    }
}

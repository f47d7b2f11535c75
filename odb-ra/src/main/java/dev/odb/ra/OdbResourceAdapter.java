package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import dev.odb.spi.ConnectionFactories;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.transaction.xa.XAResource;

/**
 * Owns the open databases from the server's start to its stop. These annotations, and those of {@link
 * OdbManagedConnectionFactory}, are the archive's only description; there is no {@code ra.xml}.
 */
@Connector(
        displayName = "ODB",
        description = "An object database for Java that lives in the application server",
        vendorName = "dev.odb",
        eisType = "Object database",
        version = "0.1",
        reauthenticationSupport = false,
        transactionSupport = TransactionSupport.TransactionSupportLevel.XATransaction)
public class OdbResourceAdapter implements ResourceAdapter {
    private final OpenDatabases databases;
    private final DatabaseBeans beans = new DatabaseBeans();
    private final List<OdbConnectionFactoryImpl> factories = new CopyOnWriteArrayList<>();

    /** Called by the server. */
    public OdbResourceAdapter() {
        this(Engine::openReported);
    }

    /**
     * For who plays the server in tests.
     *
     * @param engine opens a database
     */
    public OdbResourceAdapter(Function<OdbConfiguration, ManagedDatabase> engine) {
        databases = new OpenDatabases(engine);
    }

    @Override
    public void start(BootstrapContext context) {
        databases.start(context.getTransactionSynchronizationRegistry());
    }

    @Override
    public void stop() {
        unregister();
        databases.stop();
    }

    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) throws ResourceException {
        Exception reason = RaMessages.noInflow();
        throw new NotSupportedException(reason.getMessage(), reason);
    }

    /** Does nothing: no endpoint was activated. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {}

    /** One XAResource for each open database; what to recover does not depend on the endpoints. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return databases.all().stream()
                .map(database -> new OdbXAResource(database, "", Association.NONE))
                .toArray(XAResource[]::new);
    }

    OpenDatabase database(OdbConfiguration configuration, String definition) {
        return databases.get(configuration, definition);
    }

    /** Gives everything up if the server has not started the adapter yet, for then it will not stop it either. */
    void definitionFailed() {
        if (databases.definitionFailed()) {
            unregister();
        }
    }

    private void unregister() {
        for (OdbConnectionFactoryImpl factory : factories) {
            ConnectionFactories.unregister(factory.databaseName(), factory);
        }
        factories.clear();
        beans.unregister();
    }

    /** Makes a factory known to injection, and its database to JMX, until the adapter stops. */
    void register(OdbConnectionFactoryImpl factory, OpenDatabase database) {
        beans.register(factory.databaseName(), database);
        factories.add(factory);
        ConnectionFactories.register(factory.databaseName(), factory);
    }

    /** An adapter is equal to itself only: each has databases of its own. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

package dev.odb.ra;

import dev.odb.OdbConfiguration;
import dev.odb.core.Engine;
import dev.odb.core.ManagedDatabase;
import dev.odb.ra.inflow.Inflow;
import dev.odb.ra.inflow.InflowDatabase;
import dev.odb.spi.ConnectionFactories;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Inflow inflow;
    private final DatabaseBeans beans = new DatabaseBeans();
    private final List<OdbConnectionFactoryImpl> factories = new CopyOnWriteArrayList<>();
    private final List<LateOpening> late = new ArrayList<>();
    private boolean stopped;

    /** Called by the server. */
    public OdbResourceAdapter() {
        this(OdbResourceAdapter::open);
    }

    private static ManagedDatabase open(OdbConfiguration configuration) {
        DataSourceCheck.requireOwnTransactions(configuration.url());
        return Engine.openReported(configuration);
    }

    /**
     * For who plays the server in tests.
     *
     * @param engine opens a database
     */
    public OdbResourceAdapter(Function<OdbConfiguration, ManagedDatabase> engine) {
        this(engine, Duration.ofSeconds(30));
    }

    /**
     * The same with another patience.
     *
     * @param patience how long it waits for deliveries that run when they are to end
     */
    OdbResourceAdapter(Function<OdbConfiguration, ManagedDatabase> engine, Duration patience) {
        databases = new OpenDatabases(engine);
        inflow = new Inflow(patience);
    }

    @Override
    public void start(BootstrapContext context) {
        synchronized (late) {
            stopped = false;
        }
        databases.start(context.getTransactionSynchronizationRegistry());
        inflow.start(context);
    }

    @Override
    public void stop() {
        endLateOpenings(true);
        inflow.stop();
        unregister();
        databases.stop();
    }

    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) throws ResourceException {
        inflow.activate(endpoint, spec);
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {
        inflow.deactivate(endpoint, spec);
    }

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
        if (!databases.isStarted()) {
            endLateOpenings(false);
            unregister();
            databases.giveUp();
        }
    }

    /** Has a database opened as soon as that can be done, unless the adapter stops before. */
    LateOpening openLater(LateOpening opening) {
        synchronized (late) {
            if (!stopped) {
                late.add(opening);
                opening.start();
            }
        }
        return opening;
    }

    private void endLateOpenings(boolean forGood) {
        List<LateOpening> ending;
        synchronized (late) {
            stopped = forGood;
            ending = List.copyOf(late);
            late.clear();
        }
        ending.forEach(LateOpening::end);
    }

    private void unregister() {
        for (OdbConnectionFactoryImpl factory : factories) {
            ConnectionFactories.unregister(factory.databaseName(), factory);
        }
        factories.clear();
        beans.unregister();
    }

    /** Makes a factory known to injection, until the adapter stops. */
    void register(OdbConnectionFactoryImpl factory) {
        factories.add(factory);
        ConnectionFactories.register(factory.databaseName(), factory);
    }

    /** Makes a database known to JMX and to message inflow, until the adapter stops. */
    void opened(String name, OpenDatabase database, InflowDatabase source) {
        beans.register(name, database);
        inflow.opened(name, source);
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

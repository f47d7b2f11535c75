package dev.odb.ra;

import dev.odb.DatabaseAdministration;
import dev.odb.Isolation;
import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.core.Engine;
import dev.odb.spi.CurrentRoots;
import dev.odb.spi.ShownUrl;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.Serializable;
import java.util.function.Supplier;
import javax.naming.Reference;

/** What the server binds in JNDI, and what injected roots ask. All threads may use it. */
public final class OdbConnectionFactoryImpl implements OdbConnectionFactory, CurrentRoots, Serializable, Referenceable {
    private static final long serialVersionUID = 1;
    private static final String MAIN_LINE = "";

    private final OdbManagedConnectionFactory definition;
    private final ConnectionManager manager;
    private final Isolation isolation;
    private final OdbConnection current = CurrentConnection.of(this);
    private Reference reference;

    OdbConnectionFactoryImpl(OdbManagedConnectionFactory definition, ConnectionManager manager) {
        this.definition = definition;
        this.manager = manager;
        this.isolation = definition.isolation();
    }

    @Override
    public OdbConnection getConnection() {
        return connect(Loaders.ofThread(), null, MAIN_LINE);
    }

    @Override
    public OdbConnection getConnection(OdbCredentials credentials) {
        return connect(Loaders.ofThread(), new SignOn.Request(credentials), MAIN_LINE);
    }

    @Override
    public OdbConnection getConnection(String version) {
        return connect(Loaders.ofThread(), null, Engine.versionName(version));
    }

    @Override
    public DatabaseAdministration administration() {
        return new GuardedAdministration(this, administrator());
    }

    @Override
    public <T> T currentRoot(String name, Class<T> type, Supplier<? extends T> initial) {
        OdbConnection session = session(name);
        return initial == null ? session.root(name, type) : session.root(name, type, initial);
    }

    @Override
    public OdbConnection currentConnection() {
        return current;
    }

    /**
     * The operations in the thread's transaction. It remembers the database's work, so only the first access in
     * a transaction takes a connection from the pool, and signs on; it remembers it for each factory, since another one
     * signs on otherwise.
     *
     * @param root for whose sake, null if for none
     */
    OdbConnection session(String root) {
        ClassLoader loader = Loaders.ofThread();
        OpenDatabase database = database();
        OdbConnection ending = database.ending();
        if (ending != null) {
            return ending;
        }
        TransactionSynchronizationRegistry registry = database.registry();
        if (registry != null && registry.getTransactionKey() == null) {
            throw outside(root, null);
        }
        BranchWork known = registry == null ? null : (BranchWork) registry.getResource(this);
        if (known == null) {
            known = join(root, loader, registry != null);
            if (registry != null) {
                registry.putResource(this, known);
            }
        }
        return known.session(loader, isolation, MAIN_LINE);
    }

    private BranchWork join(String root, ClassLoader loader, boolean registered) {
        try (OdbConnectionHandle handle = connect(loader, null, MAIN_LINE)) {
            return handle.work();
        } catch (NoTransactionException e) {
            if (registered) {
                throw e;
            }
            throw outside(root, e);
        }
    }

    private NoTransactionException outside(String root, Throwable cause) {
        return root == null
                ? RaMessages.noTransactionForInjected(databaseName(), cause)
                : RaMessages.noTransactionForRoot(root, databaseName(), cause);
    }

    private OdbConnectionHandle connect(ClassLoader loader, SignOn.Request as, String version) {
        try {
            OdbConnectionHandle handle = (OdbConnectionHandle) manager.allocateConnection(definition, as);
            handle.opened(manager, loader, isolation, version);
            return handle;
        } catch (ResourceException e) {
            throw SignOn.refused(e)
                    ? RaMessages.signOnRefused(databaseName(), e)
                    : RaMessages.noConnection(databaseName(), ShownUrl.of(definition.getUrl()), definition.use(), e);
        }
    }

    OpenDatabase database() {
        try {
            return definition.database();
        } catch (ResourceException e) {
            throw RaMessages.noConnection(databaseName(), ShownUrl.of(definition.getUrl()), definition.use(), e);
        }
    }

    AdministratorRole administrator() {
        return definition.administrator();
    }

    String databaseName() {
        return definition.getDatabaseName();
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

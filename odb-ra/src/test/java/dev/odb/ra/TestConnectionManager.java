package dev.odb.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LazyEnlistableConnectionManager;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.transaction.xa.XAResource;

/**
 * The least that a server's pool does: keeps connections, enlists them when asked, takes them back; destroys the broken.
 * For one thread.
 */
final class TestConnectionManager implements ConnectionManager, LazyEnlistableConnectionManager {
    private static final long serialVersionUID = 1;

    private final transient TransactionManager transactions;
    private final transient Set<ManagedConnection> free = new LinkedHashSet<>();
    private final transient Map<ManagedConnection, Set<Object>> handles = new HashMap<>();
    private final transient Set<ManagedConnection> enlisted = new HashSet<>();
    private final transient Set<ManagedConnection> living = new HashSet<>();
    private transient UnaryOperator<XAResource> wrapper = resource -> resource;
    private transient Mode mode = Mode.XA;
    int created;
    int destroyed;
    int max = Integer.MAX_VALUE;
    final transient List<Throwable> errors = new ArrayList<>();

    /** How the adapter is configured. */
    enum Mode {
        XA,
        LOCAL,
        NONE
    }

    TestConnectionManager(TransactionManager transactions) {
        this.transactions = transactions;
    }

    /** Puts something around the XAResources that are enlisted from now on. */
    void wrap(UnaryOperator<XAResource> by) {
        wrapper = by;
    }

    /** Sets the transaction support. */
    void use(Mode wanted) {
        mode = wanted;
    }

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
            throws ResourceException {
        ManagedConnection connection = factory.matchManagedConnections(free, null, info);
        if (connection == null) {
            if (created - destroyed >= max) {
                throw new ResourceException(
                        "no connection for java:/odb/test", new ResourceException("none within 5 s"));
            }
            connection = factory.createManagedConnection(null, info);
            connection.addConnectionEventListener(new Listener());
            living.add(connection);
            created++;
        }
        free.remove(connection);
        Object handle = connection.getConnection(null, info);
        handles.computeIfAbsent(connection, c -> new HashSet<>()).add(handle);
        return handle;
    }

    @Override
    public void lazyEnlist(ManagedConnection connection) throws ResourceException {
        try {
            Transaction transaction = transactions.getTransaction();
            if (transaction == null || mode == Mode.NONE) {
                return;
            }
            XAResource resource = mode == Mode.LOCAL ? new LastResource(connection) : connection.getXAResource();
            if (!transaction.enlistResource(wrapper.apply(resource))) {
                throw new ResourceException("not enlisted");
            }
            enlisted.add(connection);
            transaction.registerSynchronization(new Completion(connection));
        } catch (SystemException | RollbackException | IllegalStateException e) {
            throw new ResourceException(e);
        }
    }

    int free() {
        return free.size();
    }

    /** The connections in the pool. */
    List<ManagedConnection> pooled() {
        return List.copyOf(free);
    }

    /** The connections that are not destroyed. */
    List<ManagedConnection> living() {
        return List.copyOf(living);
    }

    /** Closes the handles that the application has not closed. */
    void closeAll() {
        handles.values().stream().flatMap(Set::stream).toList().forEach(handle -> ((OdbConnectionHandle) handle)
                .close());
    }

    /** How many are not free. */
    int inUse() {
        return created - destroyed - free.size();
    }

    /** Destroys all connections, those in use included, as an administrator may. */
    void flushAll() throws ResourceException {
        for (ManagedConnection one : Set.copyOf(living)) {
            destroy(one);
        }
    }

    private void destroy(ManagedConnection connection) throws ResourceException {
        if (living.remove(connection)) {
            destroyed++;
            handles.remove(connection);
            free.remove(connection);
            connection.destroy();
        }
    }

    private void giveBack(ManagedConnection connection) throws ResourceException {
        if (living.contains(connection)
                && !enlisted.contains(connection)
                && handles.getOrDefault(connection, Set.of()).isEmpty()) {
            connection.cleanup();
            free.add(connection);
        }
    }

    private final class Completion implements Synchronization {
        private final ManagedConnection connection;

        Completion(ManagedConnection connection) {
            this.connection = connection;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            enlisted.remove(connection);
            try {
                giveBack(connection);
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final class Listener implements ConnectionEventListener {
        @Override
        public void connectionClosed(ConnectionEvent event) {
            ManagedConnection connection = (ManagedConnection) event.getSource();
            handles.get(connection).remove(event.getConnectionHandle());
            try {
                giveBack(connection);
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            errors.add(event.getException());
            try {
                destroy((ManagedConnection) event.getSource());
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {
            throw new IllegalStateException("the server's own transaction is no event");
        }

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {
            throw new IllegalStateException("the server's own transaction is no event");
        }

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {
            throw new IllegalStateException("the server's own transaction is no event");
        }
    }
}

package dev.odb.junit.impl;

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server's part between the adapter and the transaction manager, without a pool: a connection for each handle, enlisted
 * when it is first used in a transaction, thrown away when the handle is closed and the transaction over. All threads may
 * use it.
 */
final class LazyConnectionManager implements ConnectionManager, LazyEnlistableConnectionManager {
    private static final long serialVersionUID = 1;

    private final transient TransactionManager transactions;
    private final transient Watch watch;
    private final transient Map<ManagedConnection, Use> uses = new ConcurrentHashMap<>();

    LazyConnectionManager(TransactionManager transactions, Watch watch) {
        this.transactions = transactions;
        this.watch = watch;
    }

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
            throws ResourceException {
        ManagedConnection connection = factory.createManagedConnection(null, info);
        Use use = new Use(connection);
        uses.put(connection, use);
        connection.addConnectionEventListener(use);
        return connection.getConnection(null, info);
    }

    @Override
    public void lazyEnlist(ManagedConnection connection) throws ResourceException {
        try {
            Transaction transaction = transactions.getTransaction();
            if (transaction == null) {
                return;
            }
            if (watch.crashes().isAwaited()) {
                transaction.enlistResource(new SecondResource());
            }
            if (!transaction.enlistResource(connection.getXAResource())) {
                throw new ResourceException("the transaction manager has not enlisted it");
            }
            Use use = uses.get(connection);
            transaction.registerSynchronization(use);
            use.enlisted();
        } catch (SystemException | RollbackException | IllegalStateException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    private final class Use implements ConnectionEventListener, Synchronization {
        private final ManagedConnection connection;
        private boolean held = true;
        private boolean enlisted;

        Use(ManagedConnection connection) {
            this.connection = connection;
        }

        synchronized void enlisted() {
            enlisted = true;
        }

        @Override
        public synchronized void connectionClosed(ConnectionEvent event) {
            held = false;
            destroyIfUnused();
        }

        @Override
        public synchronized void connectionErrorOccurred(ConnectionEvent event) {
            held = false;
            enlisted = false;
            destroyIfUnused();
        }

        @Override
        public void beforeCompletion() {
            // only the end counts
        }

        @Override
        public synchronized void afterCompletion(int status) {
            enlisted = false;
            destroyIfUnused();
        }

        private void destroyIfUnused() {
            if (!held && !enlisted && uses.remove(connection) != null) {
                try {
                    connection.destroy();
                } catch (ResourceException e) {
                    throw JunitMessages.transactionManager(e);
                }
            }
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {
            // transactions are JTA's
        }

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {
            // transactions are JTA's
        }

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {
            // transactions are JTA's
        }
    }
}

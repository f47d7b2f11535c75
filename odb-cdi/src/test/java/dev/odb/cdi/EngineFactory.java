package dev.odb.cdi;

import dev.odb.ConflictException;
import dev.odb.DatabaseAdministration;
import dev.odb.NoTransactionException;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.OdbCredentials;
import dev.odb.core.Branch;
import dev.odb.core.BranchSettings;
import dev.odb.core.ManagedDatabase;
import dev.odb.spi.CurrentRoots;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** The real engine in Narayana's transactions, one resource in each: the adapter is tested in odb-ra. */
final class EngineFactory implements OdbConnectionFactory, CurrentRoots {
    private final ManagedDatabase database;
    private final TransactionManager transactions;
    private final Map<Transaction, Branch> branches = new ConcurrentHashMap<>();

    EngineFactory(ManagedDatabase database, TransactionManager transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public <T> T currentRoot(String name, Class<T> type, Supplier<? extends T> initial) {
        OdbConnection connection = getConnection();
        return initial == null ? connection.root(name, type) : connection.root(name, type, initial);
    }

    @Override
    public OdbConnection currentConnection() {
        return getConnection();
    }

    @Override
    public OdbConnection getConnection(OdbCredentials credentials) {
        throw new UnsupportedOperationException("not asked for in this test");
    }

    @Override
    public OdbConnection getConnection(String version) {
        throw new UnsupportedOperationException("not asked for in this test");
    }

    @Override
    public DatabaseAdministration administration() {
        return database;
    }

    @Override
    public OdbConnection getConnection() {
        try {
            Transaction transaction = transactions.getTransaction();
            if (transaction == null) {
                throw new NoTransactionException("ODB-5001", "no transaction");
            }
            Branch branch = branches.get(transaction);
            if (branch == null) {
                branch = database.begin(new BranchSettings("test", () -> isCurrent(transaction)));
                branches.put(transaction, branch);
                transaction.enlistResource(new OnePhase(transaction, branch));
            }
            return branch.session(EngineFactory.class.getClassLoader());
        } catch (SystemException | RollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isCurrent(Transaction transaction) {
        try {
            return transaction.equals(transactions.getTransaction());
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class OnePhase implements XAResource {
        private final Transaction transaction;
        private final Branch branch;

        private OnePhase(Transaction transaction, Branch branch) {
            this.transaction = transaction;
            this.branch = branch;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) throws XAException {
            try {
                branch.commit();
            } catch (ConflictException e) {
                XAException refusal = new XAException(XAException.XA_RBROLLBACK);
                refusal.initCause(e);
                throw refusal;
            } finally {
                branches.remove(transaction);
            }
        }

        @Override
        public void rollback(Xid xid) {
            branches.remove(transaction);
            branch.rollback();
        }

        @Override
        public int prepare(Xid xid) throws XAException {
            throw new XAException(XAException.XAER_PROTO);
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public Xid[] recover(int flag) {
            return new Xid[0];
        }

        @Override
        public boolean isSameRM(XAResource other) {
            return other == this;
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}

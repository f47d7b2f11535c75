package dev.odb.junit.impl;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import org.jboss.weld.transaction.spi.TransactionServices;

/** Makes transactional observers wait for the end of the transaction, and {@code UserTransaction} injectable. */
final class WeldTransactions implements TransactionServices {
    private final TransactionManager manager;

    WeldTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public void registerSynchronization(Synchronization synchronization) {
        try {
            manager.getTransaction().registerSynchronization(synchronization);
        } catch (RollbackException | SystemException e) {
            throw JunitMessages.transactionManager(e);
        }
    }

    @Override
    public boolean isTransactionActive() {
        try {
            return manager.getStatus() == Status.STATUS_ACTIVE;
        } catch (SystemException e) {
            throw JunitMessages.transactionManager(e);
        }
    }

    @Override
    public UserTransaction getUserTransaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    @Override
    public void cleanup() {
        // it keeps nothing
    }
}

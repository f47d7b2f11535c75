package dev.odb.junit.impl;

import dev.odb.ConflictException;
import dev.odb.OdbConnection;
import dev.odb.TransactionBody;
import dev.odb.junit.Transactions;
import dev.odb.replay.Replay;
import dev.odb.spi.ApiMessages;
import dev.odb.spi.ConnectionFactories;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;

/** Transactions by the transaction manager's own interface. */
final class OwnTransactions implements Transactions {
    private final TransactionManager manager;

    OwnTransactions(TransactionManager manager) {
        this.manager = manager;
    }

    @Override
    public <T, X extends Exception> T inTransaction(Work<T, X> work) throws X {
        Transaction outer = suspend();
        try {
            begin();
            T result;
            boolean done = false;
            try {
                result = work.run();
                done = true;
            } finally {
                if (!done) {
                    rollback();
                }
            }
            commit();
            return result;
        } finally {
            resume(outer);
        }
    }

    @Override
    public <T> T connected(String database, TransactionBody<T> body) {
        return inTransaction(() -> {
            try (OdbConnection connection = ConnectionFactories.get(database).getConnection()) {
                return body.run(connection);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw ApiMessages.bodyFailed(e);
            }
        });
    }

    /** The status of the thread's transaction, or null if it has none. */
    String left() {
        try {
            Transaction transaction = manager.getTransaction();
            return transaction == null ? null : transaction.toString();
        } catch (SystemException e) {
            throw JunitMessages.transactionManager(e);
        }
    }

    /** Rolls the thread's transaction back, or takes it from the thread if it is over already. */
    void rollback() {
        try {
            manager.rollback();
        } catch (IllegalStateException e) {
            suspend();
        } catch (SystemException e) {
            throw JunitMessages.transactionManager(e);
        }
    }

    private void begin() {
        try {
            manager.begin();
        } catch (NotSupportedException | SystemException e) {
            throw JunitMessages.transactionManager(e);
        }
    }

    private void commit() {
        try {
            manager.commit();
        } catch (RollbackException e) {
            ConflictException conflict = Replay.conflictIn(e);
            throw conflict == null ? JunitMessages.rolledBack(e) : conflict;
        } catch (HeuristicMixedException | HeuristicRollbackException | SystemException e) {
            throw JunitMessages.rolledBack(e);
        }
    }

    private Transaction suspend() {
        try {
            return manager.suspend();
        } catch (SystemException e) {
            throw JunitMessages.transactionManager(e);
        }
    }

    private void resume(Transaction outer) {
        if (outer != null) {
            try {
                manager.resume(outer);
            } catch (InvalidTransactionException | SystemException e) {
                throw JunitMessages.transactionManager(e);
            }
        }
    }
}

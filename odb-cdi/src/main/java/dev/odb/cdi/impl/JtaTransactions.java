package dev.odb.cdi.impl;

import dev.odb.cdi.spi.Transactions;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.IntConsumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Asks the {@link TransactionSynchronizationRegistry}: a bean of that type if there is one, else the one of Jakarta EE. */
final class JtaTransactions implements Transactions {
    private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private final TransactionSynchronizationRegistry registry;

    private JtaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    static Transactions find(BeanManager beans) {
        Instance<TransactionSynchronizationRegistry> bean =
                beans.createInstance().select(TransactionSynchronizationRegistry.class);
        if (bean.isResolvable()) {
            return new JtaTransactions(bean.get());
        }
        try {
            return new JtaTransactions(InitialContext.doLookup(NAME));
        } catch (NamingException e) {
            throw CdiMessages.noTransactionRegistry(NAME, e);
        }
    }

    @Override
    public boolean active() {
        return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void afterCompletion(IntConsumer completed) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // only the end counts
            }

            @Override
            public void afterCompletion(int status) {
                completed.accept(status);
            }
        });
    }
}
